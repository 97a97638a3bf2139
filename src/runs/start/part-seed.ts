import type { PartNumberRecord } from '../../record/parts/parts.ts'
import type { GroupMember } from '../group.ts'

/** Seeds between the parts of a load: request `i` uses its seed and `i`, so that no two parts draw the same. */
const step = 2 ** 20

/**
 * The bench of a part with a seed of its own: one file makes all the parts of a load, and random prompts and arrivals
 * would be the same in each. The first part, and whatever is none, keeps the seed that it has.
 */
export function withPartSeed(member: GroupMember, part: PartNumberRecord | null): GroupMember {
  if (member.options.part === undefined || part === null) return member
  const { workload } = member
  const { sampling } = workload.request
  const seed = sampling.seed + (part.number - 1) * step
  return { ...member, workload: { ...workload, request: { ...workload.request, sampling: { ...sampling, seed } } } }
}
