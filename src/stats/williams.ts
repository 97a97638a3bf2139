/**
 * Orders of `arms` numbers (0 and up) that, each followed by its reverse, are balanced for first-order
 * carry-over: within the rows every arm comes directly after every other one equally often, once for an
 * even number of arms and twice for an odd one, and stands at every place equally often (Williams 1949:
 * for an even number one Latin square, for an odd one two, the second the mirror image of the first; the
 * rows of the one square are in pairs mirror images of each other, so that half of them suffice here).
 * Throws a RangeError for fewer than two arms.
 */
export function carryoverOrders(arms: number): number[][] {
  if (!(Number.isInteger(arms) && arms >= 2)) throw new RangeError(`arms must be a whole number of at least 2: ${arms}`)
  // 0, 1, n - 1, 2, n - 2, ...: neighbours differ by every amount once (or, mirrored, twice).
  const zigzag = Array.from({ length: arms }, (_, place) =>
    place % 2 === 1 ? (place + 1) / 2 : (arms - place / 2) % arms,
  )
  const orders = arms % 2 === 0 ? arms / 2 : arms
  return Array.from({ length: orders }, (_, shift) => zigzag.map((arm) => (arm + shift) % arms))
}
