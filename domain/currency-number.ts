/**
 * The numbers of ISO 4217, which labels write instead of the letters (GS1 AI 391n and 393n): of the currencies that shops of
 * the regions we know take.
 */
const numbers: ReadonlyMap<string, string> = new Map(
  (
    'AED 784 ARS 032 AUD 036 BDT 050 BHD 048 BND 096 BRL 986 CAD 124 CHF 756 CLP 152 CNY 156 COP 170 CZK 203 DKK 208 ' +
    'EGP 818 EUR 978 GBP 826 HKD 344 HUF 348 IDR 360 ILS 376 INR 356 ISK 352 JOD 400 JPY 392 KES 404 KHR 116 KRW 410 ' +
    'KWD 414 KZT 398 LAK 418 LKR 144 MAD 504 MMK 104 MNT 496 MOP 446 MXN 484 MYR 458 NGN 566 NOK 578 NPR 524 NZD 554 ' +
    'OMR 512 PEN 604 PHP 608 PKR 586 PLN 985 QAR 634 RON 946 RSD 941 RUB 643 SAR 682 SEK 752 SGD 702 THB 764 TND 788 ' +
    'TRY 949 TWD 901 UAH 980 USD 840 UYU 858 UZS 860 VND 704 XAF 950 XOF 952 ZAR 710'
  )
    .match(/[A-Z]{3} \d{3}/g)
    ?.map((entry) => [entry.slice(0, 3), entry.slice(4)] as const),
);

/** The three digits of a currency such as `CNY` (156); null for one that is not in the table. */
export function currencyNumber(currency: string): string | null {
  return numbers.get(currency) ?? null;
}
