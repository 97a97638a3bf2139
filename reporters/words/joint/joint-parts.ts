import { formatCount } from '../../../src/figures.ts'
import type { ClaimRecord, JointPartRecord } from '../../../src/record/claim.ts'
import type { PlacedClaim } from '../claims.ts'

/** A part of a joint claim beside its run, as if it were a claim of its own. */
export interface PlacedPart extends PlacedClaim {
  readonly part: JointPartRecord
}

/** The parts of a joint claim, in the order in which they were asked for; none of any other claim. */
export function partsOf(placed: PlacedClaim): PlacedPart[] {
  return (placed.claim.joint?.parts ?? []).map((part) => placedPart(placed, part))
}

function placedPart({ claim, ...placed }: PlacedClaim, part: JointPartRecord): PlacedPart {
  // Both sides of the money are those of the whole, and so is its negation.
  const { joint: _joint, money: _money, ...whole } = claim
  return { ...placed, part, claim: { ...whole, ...part, negated: false, passed: part.verdict === 'pass' } }
}

/** Which parts of a joint claim are open, and the numbers that would settle them; null where none is. */
export function openParts({ joint }: ClaimRecord): string | null {
  const open = (joint?.parts ?? []).filter(({ verdict }) => verdict === 'inconclusive')
  if (open.length === 0) return null
  return `open: ${open.map(({ part, needed, counted }) => `${part}${neededWords(needed, counted)}`).join(', ')}`
}

/** Number of values that would settle a part, in brackets; empty where none can be told. */
export function neededWords(needed: number | null, counted: string): string {
  return needed === null ? '' : ` (about ${formatCount(needed)} ${counted})`
}
