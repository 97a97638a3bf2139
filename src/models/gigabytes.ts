/** Bytes as text in GB (10^9 bytes) with one decimal, or in MB (10^6) below 1 GB. */
export function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
