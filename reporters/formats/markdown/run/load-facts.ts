import {
  batchWords,
  inputTokenRate,
  itemRate,
  itemRateCell,
  itemRateSentence,
  itemsOf,
  itemsWord,
} from '../../../words/items/items-rate.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { formatCount, formatDuration, formatNumber, formatShare, none } from '../../../../src/figures.ts'
import { formatRange, withInterval } from '../../../words/interval.ts'
import { sentRate } from '../../../words/load-label.ts'
import { draftedWords } from '../../../words/speculation/accepted-drafts.ts'
import { taskFacts, taskOf } from '../../../words/task/task-words.ts'
import { tokenFigure } from '../../../words/token-figure.ts'
import type { Fact } from './fact.ts'

const endings = {
  requests: 'all planned requests were sent',
  duration: 'measured for the asked time',
  decided: 'every named claim was decided',
  cost: 'stopped before it might cost more than allowed',
  budget: 'cut short by the time budget',
  aborted: 'aborted',
  crash: 'the host crashed',
} as const

const countedBy = {
  usage: "the server's usage",
  engine: 'the engine',
  tokenizer: 'another tokenizer, again in the text: estimated',
  chunks: 'chunks, which may hold several: estimated',
  estimated: 'estimate',
} as const

/** One vLLM was measured under both loads, and by `vllm bench serve`, with 8 clients: docs/baselines.md. */
const beginnings = {
  'at-once':
    'all clients at once (rampUp: 0), as vllm bench serve does: answers of equal length stay in step, and times to ' +
    'first token hold the wait for each other (958 ms so of 8 clients on a vLLM that has 260 ms of spread ones)',
  spread:
    'spread, unless rampUp says otherwise over one mean request duration; vllm bench serve starts all clients at ' +
    'once, which is rampUp: 0 here, and shows longer times to first token (849 ms for 260 ms of 8 clients)',
} as const

/** Facts about the requests: the work, the load they were made under, and their results. */
export function loadFacts(run: RunRecord): Fact[] {
  const { load, requests, workload, tokens, throughput, target } = run
  const failed = requests.failed === 0 ? 'none failed' : `${formatCount(requests.failed)} failed`
  const sampling = `temperature ${workload.temperature}, seed ${workload.seed}`
  const cached = !tokens.input || !tokens.cached ? '' : `, ${formatShare(tokens.cached / tokens.input)}`
  const by = tokens.cachedSource === 'server' ? " by the server's own counters" : ''
  const thoughtShare = tokens.reasoning && tokens.output ? `, ${formatShare(tokens.reasoning / tokens.output)}` : ''
  const thought = tokens.reasoning ? ` (${formatCount(tokens.reasoning)} of them reasoning${thoughtShare})` : ''
  const ending = workload.ignoreEos ? ', end of sequence ignored' : ''
  const loadText = `${load.text}${load.interleaved ? ', interleaved' : ''}`
  const here = run.joinedFrom.length === 0 ? ' of this machine' : ''
  return [
    ['Prompt', `${workload.prompt}${morePrompts(workload)}`],
    [
      'Request',
      taskRequest(run) ??
        itemsRequest(run) ??
        `${workload.kind}, at most ${formatCount(workload.maxTokens)} tokens, ${sampling}${ending}`,
    ],
    ['Depth', depthWords(workload)],
    ['Rules of the answers', workload.rules ?? null],
    ['Prefix cache', workload.cacheWanted ? 'meant to help: prompts begin alike on purpose' : null],
    ['Load', `${loadText}; budget ${formatDuration(load.budgetMs)}; ${endings[load.endedBy]}`],
    ['First sends', load.firstSends === null ? null : beginnings[load.firstSends]],
    [
      'Requests/s sent',
      load.rate === null || load.rate.asked === null ? null : `${sentRate(run)} asked for by the schedule`,
    ],
    ['Part of a load', partWords(run)],
    ['Began', startWords(run)],
    [
      'Joined from',
      run.joinedFrom.length === 0
        ? null
        : `${formatCount(run.joinedFrom.length)} parts, made by several machines or files`,
    ],
    [
      'Clients waited',
      load.waits === null
        ? null
        : `${formatShare(load.waits.share)} of their time, told so by refusals: ` +
          `${formatNumber(load.waits.concurrency)} were at work on average`,
    ],
    ['Never sent', load.unsent === 0 ? null : `${formatCount(load.unsent)} requests of the schedule`],
    [
      'Load made by',
      target.kind === 'model'
        ? null
        : `${formatCount(load.hosts)} ${load.hosts === 1 ? 'process' : 'processes'}${here}`,
    ],
    [
      'Requests',
      `${formatCount(requests.attempted)} attempted, ${formatCount(requests.succeeded)} answered, ${failed}`,
    ],
    ['Success rate', formatShare(throughput.successRate)],
    [
      'Tokens',
      `${formatCount(tokens.input)} in (${formatCount(tokens.cached)} cached${cached}${by}), ` +
        (itemsOf(run) === null
          ? `${formatCount(tokens.output)} out${thought}, counted by ${countedByOf(run)}`
          : 'none out'),
    ],
    ['Drafted tokens', draftedWords(run)],
    ...itemFacts(run),
    ...taskFacts(run),
    ['Waiting', waitingText(run)],
    ['Warm-up', warmupText(run)],
  ]
}

/** The load that a run is a part of, and its number among the parts; null for a whole one. */
function partWords({ part, partNumber }: RunRecord): string | null {
  // A record of an older release has no number.
  const known = partNumber ?? null
  if (part === null || known === null) return part
  const count = known.of === null ? '' : ` of ${formatCount(known.of)}`
  return `${part}: part ${formatCount(known.number)}${count}`
}

/** When a part was to begin, and whether it was ready; null where no moment was asked for. */
function startWords({ start }: RunRecord): string | null {
  const known = start ?? null
  if (known === null) return null
  const { asked, by, readyAt, lateMs } = known
  const source = by === 'environment' ? ' (LLM_BENCH_START_AT)' : ''
  const when =
    lateMs > 0
      ? `when it was ready, ${formatDuration(lateMs)} late`
      : `then, ready ${formatDuration(Date.parse(asked) - Date.parse(readyAt))} before`
  return `asked for ${asked}${source}: ${when}`
}

function countedByOf(run: RunRecord): string {
  return taskOf(run) === null ? countedBy[run.tokens.source] : 'whoever reported the calls'
}

/** Words for an execution of a task; null for any other request. */
function taskRequest(run: RunRecord): string | null {
  return run.target.kind === 'task' ? 'one execution of the function; latency is its time to success' : null
}

/** Words for a request of vectors or scores; null for one that generates text. */
function itemsRequest(run: RunRecord): string | null {
  const items = itemsOf(run)
  if (items === null) return null
  const one = run.target.kind === 'model' && items.perRequest.max > 1 ? ', evaluated one after the other' : ''
  return `${items.kind}, ${batchWords(items)} ${itemsWord(items)} a request${one}; no token is generated`
}

/** Facts about the work of a run of vectors or scores; none of one that generated text. */
function itemFacts(run: RunRecord): Fact[] {
  const items = itemsOf(run)
  const rate = itemRate(run)
  if (items === null) return []
  const word = itemsWord(items)
  const tokens = inputTokenRate(run)
  const { mean, p50, p95, n } = items.latencyPerItem
  return [
    [`${capital(word)}/s`, rate === null ? null : itemRateSentence(rate, items, formatCount(n))],
    ['Input tokens/s', tokens === null ? 'unknown: not every answer tells its tokens' : itemRateCell(tokens)],
    [
      'Latency an item',
      `mean ${formatNumber(mean)} ms, p50 ${formatNumber(p50)} ms, p95 ${formatNumber(p95)} ms ` +
        `(latency of a request over its ${word})`,
    ],
    ['Dimensions', items.dimensions === null ? null : formatCount(items.dimensions)],
  ]
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Words for the part of the times in which requests waited for others; null where nobody can tell. */
function waitingText({ queueing, metrics, load }: RunRecord): string | null {
  // Reports of earlier versions do not know of it.
  const found = queueing ?? null
  if (found === null) return null
  const { waitedMs, by, slots, slotsBy } = found
  const whole = metrics.ttft.mean ?? metrics.latency.mean
  const place = metrics.ttft.mean === null ? 'of a request' : 'to the first token'
  const count = slots === null ? 'its slots' : `${formatCount(slots)} ${slots === 1 ? 'slot' : 'slots'}`
  const known =
    slotsBy === 'shape' ? ', for never more answers came at once' : slotsBy === 'server' ? ', by its own word' : ''
  const source =
    by === 'server'
      ? "by the server's own queue metric"
      : 'estimated from the times of the answers, served in their order'
  return (
    `${formatNumber(waitedMs)} ms of the ${formatNumber(whole)} ms ${place} (means), ${source}: ` +
    `${load.text}, ${count}${known}`
  )
}

const coldCauses = {
  'model-load': 'its server had not loaded the model',
  'first-use': 'its server had the model, and was slow at first use',
  unknown: 'its server does not say why',
} as const

/** Words for the requests before the measured ones, and for the cold one, by itself. */
function warmupText({ warmup, coldRequest, target }: RunRecord): string {
  const count = `${formatCount(warmup.requests)} requests`
  // Reports of earlier versions do not know of them.
  const settled = warmup.settled ?? null
  const cold = coldRequest ?? null
  const ending = settled === false ? ', which still got quicker when it had to end' : ''
  if (cold !== null) {
    const place = warmup.requests === 0 ? 'is in every figure, for there was no warm-up' : 'is in no figure'
    const took = `it took ${formatDuration(cold.ms)} (${coldCauses[cold.cause]})`
    return `${count}${ending}; the first request was cold: ${took} and ${place}`
  }
  const first = target.kind === 'model' ? 'first, cold one' : 'the first one'
  return `${count}${ending}; ${first} ${formatDuration(warmup.first)}`
}

/** Facts about the rates: answered requests and tokens per second, over the whole window and the steady one. */
export function rateFacts(run: RunRecord): Fact[] {
  const { throughput } = run
  const { steady } = throughput
  const isText = itemsOf(run) === null && taskOf(run) === null
  const interval = formatRange(throughput.tokensInterval)
  // The interval is of one window: beside the other's figure it would seem to be wrong.
  const whole = withInterval(tokenFigure(run, throughput.tokensPerSecond), steady === null ? interval : none)
  return [
    ['Whole window', `first send to last end, ${formatDuration(throughput.windowMs)}`],
    ['Requests/s, whole window', formatNumber(throughput.requestsPerSecond)],
    ['Tokens/s, whole window', isText ? whole : null],
    ['Steady window', steady === null ? null : `every client busy, ${formatDuration(steady.windowMs)}`],
    ['Requests/s, steady window', steady === null ? null : formatNumber(steady.requestsPerSecond)],
    [
      'Tokens/s, steady window',
      steady === null || !isText ? null : withInterval(tokenFigure(run, steady.tokensPerSecond), interval),
    ],
  ]
}

function depthWords({ depth }: RunRecord['workload']): string | null {
  // A record of an older release does not say.
  if (!(depth > 0)) return null
  return (
    `${formatCount(depth)} random tokens stand before each prompt, evaluated once a launch: no time to the first ` +
    'token has them, and no count of input tokens'
  )
}

/** The other prompts that were asked, and how many the list has where some of it are the same. */
function morePrompts({ prompts, distinctPrompts = prompts }: RunRecord['workload']): string {
  if (prompts <= 1) return ''
  const more = `and ${formatCount(distinctPrompts - 1)} more`
  return distinctPrompts === prompts ? ` (${more})` : ` (${more}, ${formatCount(prompts)} in the list)`
}
