import type { PartNumberRecord } from '../../record/parts/parts.ts'
import { createHash } from 'node:crypto'
import type { GroupMember, GroupSetting } from '../group.ts'

/** Seeds between the parts of a load: request `i` uses its seed and `i`, so that no two parts draw the same. */
const step = 2 ** 20
/** Seeds between the files of a shard, and how many of these are told apart. */
const fileStep = 2 ** 14
const mostFiles = step / fileStep

/**
 * The bench of a part with a seed of its own: one file makes all the parts of a load, and random prompts and arrivals
 * would be the same in each. Whatever is no part keeps the seed that it has.
 */
export function withPartSeed(
  member: GroupMember,
  part: PartNumberRecord | null,
  place: Pick<GroupSetting, 'file' | 'test'>,
): GroupMember {
  if (member.options.part === undefined || part === null) return member
  const { workload } = member
  const { sampling } = workload.request
  const seed = sampling.seed + (part.number - 1) * step + (part.by === 'shard' ? ofFile(member, place) : 0)
  return { ...member, workload: { ...workload, request: { ...workload.request, sampling: { ...sampling, seed } } } }
}

/** A shard may hold several files of parts, which have its number in common. */
function ofFile({ name }: GroupMember, { file, test }: Pick<GroupSetting, 'file' | 'test'>): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([file, test, name]))
    .digest()
  return (digest.readUInt16BE() % mostFiles) * fileStep
}
