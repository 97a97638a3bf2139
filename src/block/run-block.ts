import type { SharedBlock } from './block.ts'
import { JournalWriter } from '../samples/journal.ts'
import type { Sample } from '../samples/sample.ts'
import { isItemsPrompt, type Prompt, type Sampling } from '../workload/prompt.ts'
import { now } from '../clock.ts'
import { converse } from './converse.ts'
import { type Driving, driveLoad, type Due, type LoadEnd, unitOf } from './drive-load.ts'
import { Outbox } from './outbox.ts'
import { patienceOf } from './patience.ts'
import { ReadingQueue } from './reading-queue.ts'
import {
  readWhole,
  type RequestContent,
  type Requester,
  type RequestJob,
  type SinglePrompt,
} from '../requesters/requester.ts'

/** A block as one process makes it, with the prompts and sampling of its requests. */
export interface BlockOfRequests extends SharedBlock {
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
}

/** Milliseconds the journal may hold requests under load. */
const journalHoldMs = 50

/** Signal and listeners of a block that is made. */
export interface BlockDriving extends Pick<Driving, 'mayStart' | 'signal'> {
  /** Called with each request as soon as it is over: answers are then read at once, also under load. */
  readonly onSample?: (sample: Sample) => void
}

/**
 * Makes a block of requests, writes each into the journal and sends it on. At concurrency 1 a
 * request is in the journal before the next one starts; under load answers are read between other
 * things, and the journal gathers them for at most 50 ms.
 * @throws the first error of reading an answer or writing it down, when everything in flight is over
 */
export async function runBlock(
  block: BlockOfRequests,
  requester: Requester,
  event: (samples: Sample[]) => void,
  { onSample, mayStart = () => true, signal }: BlockDriving,
): Promise<LoadEnd> {
  const { load, share, budgetMs } = block
  const oneByOne = load.kind === 'closed' && load.firstSends.length === 1
  const readsAtOnce = oneByOne || onSample !== undefined
  const journal = block.journal === null ? null : new JournalWriter(block.journal, oneByOne ? 0 : journalHoldMs)
  const outbox = new Outbox((samples) => {
    // A request that somebody was told of is written down, however this process ends.
    journal?.flush()
    event(samples)
  })
  const keep = (sample: Sample): void => {
    journal?.append(sample)
    outbox.add(sample, oneByOne)
    onSample?.(sample)
  }
  const patience = load.kind === 'closed' && load.obeyRetryAfter === true ? patienceOf(requester) : null
  let inFlight = 0
  const readings = new ReadingQueue(keep, () => inFlight)

  const contentOf = (unit: number, prompt: SinglePrompt): RequestContent => ({
    index: block.firstIndex + unit,
    prompt,
    sampling: { ...block.sampling, maxTokens: prompt.maxTokens ?? block.sampling.maxTokens },
  })
  /** Texts of requests that are not due yet, by their position. */
  const ready = new Map<number, string>()
  const prepare = (position: number): void => {
    const unit = unitOf(share, position)
    const prompt = promptOf(block, { unit, position })
    if (prompt.kind !== 'tokens' || ready.has(position) || requester.prepare === undefined) return
    ready.set(position, requester.prepare(contentOf(unit, prompt)))
  }

  /** Makes one request; resolves to its sample where somebody must know it now. */
  const request = async (due: Due, prompt: SinglePrompt, turn: number | null): Promise<Sample | null> => {
    readings.rethrow()
    const job: RequestJob = {
      ...contentOf(due.unit, prompt),
      phase: block.phase,
      slot: block.slot,
      // Streams of several hosts are told apart as their units are.
      stream: due.stream * share.streamStep + share.streamOffset,
      turn,
      intended: due.intended,
    }
    const text = ready.get(due.position)
    ready.delete(due.position)
    inFlight++
    const outcome = await requester.request(job, signal, text).finally(() => inFlight--)
    if (outcome === null) return null
    if (typeof outcome === 'function' && !readsAtOnce && turn === null) {
      readings.add(outcome)
      return null
    }
    const sample = typeof outcome === 'function' ? readWhole(outcome) : outcome
    patience?.note(due.stream, sample)
    keep(sample)
    return sample
  }

  const make = async (due: Due, ending: AbortSignal): Promise<void> => {
    const prompt = promptOf(block, due)
    if (prompt.kind === 'conversation') await converse(due, prompt, { request, mayStart, ending })
    else await request(due, prompt, null)
  }

  try {
    // Only these are drawn word by word; other texts are there.
    const draws =
      block.prompts.some(({ kind }) => kind === 'tokens') || (load.kind === 'open' && load.inputTokens !== null)
    const driving: Driving = {
      mayStart,
      signal,
      make,
      ...(patience === null ? {} : { freeAt: (stream) => patience.freeAt(stream) }),
      ...(draws && requester.prepare !== undefined ? { prepare } : {}),
    }
    driving.prepare?.(0)
    const startAt = block.startAt ?? now()
    return await driveLoad({ load, share, budgetMs, startAt }, driving)
  } finally {
    try {
      await readings.done()
    } finally {
      outbox.flush()
      journal?.close()
    }
  }
}

function promptOf(
  { load, prompts, firstIndex }: BlockOfRequests,
  { unit, position }: Pick<Due, 'unit' | 'position'>,
): Prompt {
  const own = prompts[(firstIndex + unit) % prompts.length] as Prompt
  // Of a trace that has lengths only the moments are taken: a batch of texts has a length of its own.
  if (load.kind === 'open' && load.inputTokens !== null && !isItemsPrompt(own)) {
    const maxTokens = load.outputTokens?.[position]
    return {
      kind: 'tokens',
      count: Math.max(1, load.inputTokens[position] ?? 1),
      ...(maxTokens === undefined ? {} : { maxTokens: Math.max(1, maxTokens) }),
    }
  }
  return own
}
