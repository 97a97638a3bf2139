import { now } from '../../clock.ts'
import { logNormalFactors, requestRandom } from '../answers/request-random.ts'
import type { Timeline } from '../answers/timeline.ts'
import type { ModelActivity } from '../metrics/activity.ts'
import type { Settings } from '../settings.ts'
import type { Place } from '../slots.ts'
import { answerHeaders } from '../software.ts'
import { StampRecord } from '../stamps.ts'
import type { Connection } from '../wire/connection.ts'
import type { HttpRequest } from '../wire/request-parser.ts'
import { itemsAnswerText } from './items-answer.ts'
import { ItemsGeneration, writeItems } from './items-generation.ts'
import type { ItemsRequest } from './items-request.ts'

/** Parts of a server that an answer with vectors or scores needs. */
export interface ItemsServing {
  readonly settings: Settings
  readonly timeline: Timeline
  readonly activity: ModelActivity
  readonly place: Place
  /** Number of the request among those for tokens. */
  readonly index: number
  /** Milliseconds that its model still takes to load. */
  readonly loading: (at: number) => number
  /** Times as long as programmed that everything takes. */
  readonly slowness: number
}

/** Answers with vectors or scores when it is due. Returns its stamps. Faults inside of a text have no place in them. */
export function serveItems(
  { headers, arrived, received }: HttpRequest,
  connection: Connection,
  asked: ItemsRequest,
  { settings, timeline, activity, place, index, loading, slowness }: ItemsServing,
): StampRecord {
  const { items, ttft, interToken, seed, jitter, software } = settings
  const fault = items.fault !== undefined && (index + 1) % (items.every ?? 1) === 0 ? items.fault : null
  const id = headers.get('x-request-id') ?? null
  const record = new StampRecord({ id, arrived, received, fault, promptTokens: asked.tokens })
  const factor = jitter === 0 ? 1 : logNormalFactors(requestRandom(seed, index, 0), jitter)()
  const text = itemsAnswerText(asked, items, fault)
  let generation: ItemsGeneration | null = null
  connection.whenGone = () => {
    generation?.cancel()
    place.leave()
  }
  place.enter((waited) => {
    const began = waited ? now() : received
    const ms = loading(began) + (ttft + interToken * (asked.items.length - 1)) * slowness * factor
    generation = new ItemsGeneration(began + ms, () => {
      activity.prefilled(asked.tokens, 0, ms)
      activity.ended.stop++
      place.leave()
      writeItems(connection, record, text, answerHeaders(software) + countHeader(items, asked.tokens))
    })
    timeline.add(generation)
  })
  return record
}

/** The header in which TEI counts tokens: its bare lists have no place for them. */
function countHeader({ shape, usage }: Settings['items'], tokens: number): string {
  return shape === 'list' && usage !== 'absent' ? `x-compute-tokens: ${tokens}\r\n` : ''
}
