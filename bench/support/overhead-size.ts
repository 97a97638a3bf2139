/**
 * Share of their usual length that the long overhead benchmarks take: `OVERHEAD_SIZE=0.05` tries
 * whether they run, and measures nothing.
 */
export function overheadSize(): number {
  const size = Number(process.env['OVERHEAD_SIZE'] ?? 1)
  if (size > 0 && size <= 1) return size
  throw new Error(`OVERHEAD_SIZE is ${JSON.stringify(process.env['OVERHEAD_SIZE'])}: give a share above 0, at most 1`)
}
