import type { EngineTimingsRecord, MemoryRecord, RunRecord } from '../../src/runs/record.ts'
import {
  formatBinaryBytes,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  none,
} from '../format.ts'
import { formatRange, withInterval } from '../interval.ts'
import { backendLabel, provenanceLabel } from '../run-label.ts'
import { blocks } from './section.ts'
import { factTable } from './table.ts'

type Fact = readonly [string, string | null]

function targetFacts({ target }: RunRecord): Fact[] {
  const layers =
    target.gpuLayers === null
      ? null
      : `${formatCount(target.gpuLayers)} of ${formatCount(target.totalLayers)}`
  return [
    ['Model', target.model],
    ['Asked for as', `${target.spec} (${target.kind}, ${target.source})`],
    ['Engine', target.engine],
    ['Device', target.device],
    ['Quantization', target.quantization],
    ['Parameters', target.parameters === null ? null : `${formatNumber(target.parameters / 1e9)} billion`],
    ['Layers on the GPU', layers],
    ['Engine threads', target.threads === null ? null : formatCount(target.threads)],
    ['Context size', target.contextSize === null ? null : `${formatCount(target.contextSize)} tokens`],
  ]
}

const endings = {
  requests: 'all planned requests were sent',
  decided: 'every named claim was decided',
  budget: 'cut short by the time budget',
  aborted: 'aborted',
  crash: 'the host crashed',
} as const

function loadFacts({ load, requests, workload, warmup, tokens }: RunRecord): Fact[] {
  const failures = Object.entries(requests.failures).map(([name, count]) => `${name} ${count}`)
  const failed =
    requests.failed === 0
      ? 'none failed'
      : `${formatCount(requests.failed)} failed (${failures.join(', ')})`
  const clients = `${formatCount(load.concurrency)} at a time${load.interleaved ? ', interleaved' : ''}`
  const sampling = `temperature ${workload.temperature}, seed ${workload.seed}`
  return [
    ['Prompt', workload.prompts > 1 ? `${workload.prompt} (and ${formatCount(workload.prompts - 1)} more)` : workload.prompt],
    ['Request', `${workload.kind}, at most ${formatCount(workload.maxTokens)} tokens, ${sampling}${workload.ignoreEos ? ', end of sequence ignored' : ''}`],
    ['Load', `${clients}; budget ${formatDuration(load.budgetMs)}; ${endings[load.endedBy]}`],
    ['Requests', `${formatCount(requests.attempted)} attempted, ${formatCount(requests.succeeded)} answered, ${failed}`],
    ['Tokens', `${formatCount(tokens.input)} in (${formatCount(tokens.cached)} cached), ${formatCount(tokens.output)} out, counted by ${tokens.source}`],
    ['Warm-up', `${formatCount(warmup.requests)} requests; first, cold one ${formatDuration(warmup.first)}`],
  ]
}

function rateFacts({ throughput }: RunRecord): Fact[] {
  const { steady } = throughput
  const tokens = withInterval(formatNumber(throughput.tokensPerSecond), formatRange(throughput.tokensInterval))
  return [
    ['Requests/s', `${formatNumber(throughput.requestsPerSecond)} over ${formatDuration(throughput.windowMs)}`],
    ['Tokens/s', tokens],
    [
      'Steady window',
      steady === null
        ? null
        : `${formatNumber(steady.requestsPerSecond)} requests/s and ${formatNumber(steady.tokensPerSecond)} tokens/s over ${formatDuration(steady.windowMs)}`,
    ],
  ]
}

function startFacts({ startupMs, loadTimeMs, loadState }: RunRecord): Fact[] {
  const state =
    loadState === null
      ? ''
      : ` (loaded ${loadState.loaded === 'now' ? 'for this run' : 'earlier'}, page cache ${loadState.pageCache})`
  return [
    ['Host start-up', startupMs === null ? null : formatDuration(startupMs)],
    ['Model load', loadTimeMs === null ? null : `${formatDuration(loadTimeMs)}${state}`],
  ]
}

function bytes(value: number | null): string | null {
  return value === null ? null : `${formatBytes(value)} (${formatBinaryBytes(value)})`
}

function memoryFacts(memory: MemoryRecord): Fact[] {
  return [
    ['Weights', bytes(memory.weightsBytes)],
    ['Context', bytes(memory.contextBytes)],
    ['Peak resident memory', bytes(memory.peakRssBytes)],
    ['of it anonymous', bytes(memory.peakAnonBytes)],
    ['of it file-backed', bytes(memory.peakFileBytes)],
    ['GPU memory', bytes(memory.vramBytes)],
  ]
}

function perToken(milliseconds: number, tokens: number): string {
  return tokens > 0 ? `${formatNumber(milliseconds / tokens)} ms/token` : none
}

function engineFacts(run: RunRecord, engine: EngineTimingsRecord): Fact[] {
  const alone = run.load.concurrency === 1
  const evaluated = run.tokens.input - run.tokens.cached
  const { ttft } = run.metrics
  const ourPrompt = alone && ttft.mean !== null ? perToken(ttft.mean * ttft.n, evaluated) : none
  const ourDecode = run.metrics.tpot.mean === null ? none : `${formatNumber(run.metrics.tpot.mean)} ms/token`
  return [
    [
      'Prompt, per token',
      `llama.cpp ${perToken(engine.promptMs, engine.promptTokens)}; ours ${ourPrompt} (TTFT, the first token included)`,
    ],
    [
      'Decoding, per token',
      `llama.cpp ${perToken(engine.decodeMs, engine.decodeTokens)}; ours ${ourDecode} (mean TPOT)`,
    ],
  ]
}

/** What a run was, what it was asked, what it took: a table of facts. */
export function runFacts(run: RunRecord): string {
  const label = provenanceLabel(run.provenance) ?? 'measured'
  return blocks(
    '**Conditions**',
    factTable('Fact', [
      ['Provenance', label],
      ...targetFacts(run),
      ['Backend', backendLabel(run) ?? 'unknown'],
      ...loadFacts(run),
      ...rateFacts(run),
      ...startFacts(run),
      ...memoryFacts(run.memory),
      ...(run.engineTimings === null ? [] : engineFacts(run, run.engineTimings)),
    ]),
  )
}
