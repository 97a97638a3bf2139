/** Most watts of a device or a machine that are believed: more is damage. */
const mostWatts = 100_000

/** Watts that a tool told; null for more than any machine draws. Less than none stays, for that is refused by name. */
export function believedWatts(watts: number | null): number | null {
  return watts === null || !Number.isFinite(watts) || watts > mostWatts ? null : watts
}
