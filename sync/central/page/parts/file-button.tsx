import { useRef } from 'react';
import { Icon } from '../../../../renderer/parts/icon.tsx';

interface FileButtonProps {
  readonly label: string;
  /** As an `accept` of the browser: `.csv,.gz`. */
  readonly accept: string;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
}

/** A button that asks for a file. The same file can be chosen again, after it was mended. */
export function FileButton({ label, accept, isBusy, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="plain" disabled={isBusy} onClick={() => input.current?.click()}>
        <Icon name="upload" isSmall />
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
