import { parsedJson } from '../json.ts'
import type { RankedDocument } from '../http/items/read-scores.ts'
import { keptAnswers } from '../workload/items/items-definition.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import type { Target } from './target.ts'
import { type Workload, workloadTag } from './workload.ts'

/** Result of `embed(…)`: called, it makes its first request and resolves to a vector for each text of it. */
export type EmbedWorkload = Workload<number[][]>

/** Result of `rerank(…)`: called, it makes its first request and resolves to the documents, the best first. */
export type RerankWorkload = Workload<RankedDocument[]>

/** Makes the callable around requests of vectors or scores, which keeps them when it is called. */
export function itemsWorkload<Answer>(target: Target, request: RequestDefinition): Workload<Answer> {
  const once = async (): Promise<Answer> => parsedJson(await target.answer(keptAnswers(request))) as Answer
  // A cache of what was read before is the server's own affair: texts are what they are.
  return Object.assign(once, { [workloadTag]: { target, request, cacheWanted: false } })
}
