/** What the service asks of Electron's main process, which alone can start another `utilityProcess`. */
export type BooksRequest =
  | { readonly kind: 'start-books'; readonly request: number; readonly words: readonly string[] }
  | { readonly kind: 'end-books'; readonly request: number };

/** Its answer, together with a port to the new process. */
export interface BooksAnswer {
  readonly kind: 'books';
  readonly request: number;
}
