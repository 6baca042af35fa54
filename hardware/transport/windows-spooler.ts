/** How the script below ends, where not with 0. */
export const windowsSpoolExits = { noPrinter: 10, noDocument: 11, inDocument: 12 } as const;

/**
 * Passes its standard input to the queue in `GUITAI_QUEUE` through winspool.drv, whose own interface is the only one that
 * takes bytes as they are (`StartDocPrinter` with the data type RAW; Microsoft's documentation of the print spooler API).
 */
const script = `
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
public static class RawQueue {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  struct DocInfo { public string Name; public string OutputFile; public string DataType; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true, EntryPoint = "OpenPrinterW")]
  static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv")] static extern bool ClosePrinter(IntPtr printer);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true, EntryPoint = "StartDocPrinterW")]
  static extern int StartDocPrinter(IntPtr printer, int level, ref DocInfo info);
  [DllImport("winspool.drv")] static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv")] static extern bool AbortPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);

  public static int Print(string queue, byte[] bytes) {
    IntPtr printer;
    if (!OpenPrinter(queue, out printer, IntPtr.Zero)) return ${windowsSpoolExits.noPrinter};
    try {
      DocInfo info = new DocInfo { Name = "Guitai", DataType = "RAW" };
      if (StartDocPrinter(printer, 1, ref info) == 0) return ${windowsSpoolExits.noDocument};
      int written;
      if (!WritePrinter(printer, bytes, bytes.Length, out written) || written != bytes.Length) {
        AbortPrinter(printer);
        return ${windowsSpoolExits.inDocument};
      }
      return EndDocPrinter(printer) ? 0 : ${windowsSpoolExits.inDocument};
    } finally { ClosePrinter(printer); }
  }
}
'@
$bytes = New-Object System.IO.MemoryStream
[Console]::OpenStandardInput().CopyTo($bytes)
exit [RawQueue]::Print($env:GUITAI_QUEUE, $bytes.ToArray())
`;

/** The command that passes its input to a queue of Windows. The name travels as a variable, so that none of it is script. */
export function windowsRawPrint(queue: string): {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
} {
  return { command: 'powershell.exe', args: powershellArgs(script), env: { GUITAI_QUEUE: queue } };
}

/** The arguments with which PowerShell runs a script, whatever characters it has: UTF-16 in base64. */
export function powershellArgs(text: string): readonly string[] {
  const encoded = Buffer.from(text, 'utf16le').toString('base64');
  return ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-EncodedCommand', encoded];
}
