import { JournalWriter } from '../../samples/journal.ts'
import type { Sample } from '../../samples/sample.ts'
import type { ChatMessage, Prompt, Sampling } from '../../workload/prompt.ts'
import { now } from '../clock.ts'
import type { BlockLoad, BlockShare } from './block-load.ts'
import { type Driving, driveLoad, type Due, type LoadEnd } from './drive-load.ts'
import { Outbox } from './outbox.ts'
import { ReadingQueue } from './reading-queue.ts'
import type { Requester, SinglePrompt } from './requester.ts'
import { sleepUntil } from './sleep-until.ts'

/** A block of requests as one process makes it. */
export interface BlockOfRequests {
  readonly phase: Sample['phase']
  readonly slot: number
  /** Index of the block's first request, or conversation, in its run. */
  readonly firstIndex: number
  readonly load: BlockLoad
  readonly share: BlockShare
  /** CLOCK_MONOTONIC milliseconds; null for at once. */
  readonly startAt: number | null
  /** No request is started later than this after the last client's first send. */
  readonly budgetMs: number
  /** File that finished requests are appended to; null for a call that is no run. */
  readonly journal: string | null
  readonly prompts: readonly Prompt[]
  readonly sampling: Sampling
}

/** Under load the journal may hold requests this long. */
const journalHoldMs = 50

/**
 * Makes a block of requests, writes each into the journal and sends it on. At concurrency 1 a
 * request is in the journal before the next one starts; under load answers are read between other
 * things and are in it within 50 ms.
 */
export async function runBlock(
  block: BlockOfRequests,
  requester: Requester,
  event: (samples: Sample[]) => void,
  driving: Omit<Driving, 'make'> & { readonly onSample?: (sample: Sample) => void },
): Promise<LoadEnd> {
  const { load, share, budgetMs, startAt } = block
  const oneByOne = load.kind === 'closed' && load.firstSends.length === 1
  const journal = block.journal === null ? null : new JournalWriter(block.journal, oneByOne ? 0 : journalHoldMs)
  const outbox = new Outbox(event)
  const keep = (sample: Sample): void => {
    journal?.append(sample)
    outbox.add(sample)
    driving.onSample?.(sample)
  }
  const readings = new ReadingQueue(keep)
  const { signal } = driving

  /** Makes one request; resolves to its sample where somebody must know it now. */
  const request = async (due: Due, prompt: SinglePrompt, turn: number | null): Promise<Sample | null> => {
    const outcome = await requester.request(
      {
        index: block.firstIndex + due.unit,
        phase: block.phase,
        slot: block.slot,
        // Streams of several hosts are told apart as their units are.
        stream: due.stream * share.streamStep + share.streamOffset,
        turn,
        intended: due.intended,
        prompt,
        sampling: { ...block.sampling, maxTokens: prompt.maxTokens ?? block.sampling.maxTokens },
      },
      signal,
    )
    if (outcome === null) return null
    if (typeof outcome === 'function' && !oneByOne && turn === null) {
      readings.add(outcome)
      return null
    }
    const sample = typeof outcome === 'function' ? await outcome() : outcome
    keep(sample)
    return sample
  }

  const make = async (due: Due): Promise<void> => {
    const prompt = promptOf(block, due)
    if (prompt.kind === 'conversation') await converse(due, prompt, request, driving)
    else await request(due, prompt, null)
  }

  try {
    const end = await driveLoad({ load, share, budgetMs, startAt: startAt ?? now() }, { ...driving, make })
    await readings.done()
    return end
  } finally {
    journal?.close()
    outbox.flush()
  }
}

function promptOf({ load, prompts, firstIndex }: BlockOfRequests, { unit, position }: Due): Prompt {
  if (load.kind === 'open' && load.inputTokens !== null) {
    const maxTokens = load.outputTokens?.[position]
    return {
      kind: 'tokens',
      count: Math.max(1, load.inputTokens[position] ?? 1),
      ...(maxTokens === undefined ? {} : { maxTokens: Math.max(1, maxTokens) }),
    }
  }
  return prompts[(firstIndex + unit) % prompts.length] as Prompt
}

/**
 * Turn after turn, each with everything said before; it ends with the first turn that fails, or that
 * may not be sent any more.
 */
async function converse(
  due: Due,
  { system, turns, thinkMs, ...rest }: Extract<Prompt, { kind: 'conversation' }>,
  request: (due: Due, prompt: SinglePrompt, turn: number) => Promise<Sample | null>,
  { signal, mayStart = () => true }: Pick<Driving, 'signal' | 'mayStart'>,
): Promise<void> {
  const messages: ChatMessage[] = system === null ? [] : [{ role: 'system', content: system }]
  let { intended } = due
  for (const [turn, content] of turns.entries()) {
    messages.push({ role: 'user', content })
    const prompt: SinglePrompt = {
      kind: 'messages',
      messages: [...messages],
      ...(rest.maxTokens === undefined ? {} : { maxTokens: rest.maxTokens }),
    }
    const sample = await request({ ...due, intended }, prompt, turn)
    if (sample === null || sample.state === 'failed' || turn === turns.length - 1) return
    messages.push({ role: 'assistant', content: sample.text })
    intended = now() + thinkMs
    await sleepUntil(intended, signal)
    if (signal.aborted) return
    // The conversation was asked for as a whole; each further turn costs anew.
    if (!mayStart()) return
  }
}
