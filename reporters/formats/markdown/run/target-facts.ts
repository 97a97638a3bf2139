import type { ChatFormatRecord, FieldRecord, TargetRecord } from '../../../../src/record/target.ts'
import type { AnchorRecord } from '../../../../src/record/machine/anchor.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { formatCount, formatDuration, formatGiven, formatNumber } from '../../../../src/figures.ts'
import { plainExcerpt } from '../../../../src/plain-text.ts'
import { backendLabel } from '../../../words/run-label.ts'
import type { Fact } from './fact.ts'
import { modelLoadFacts } from './model-load-facts.ts'

const kinds: Readonly<Record<TargetRecord['kind'], string>> = {
  model: 'local model',
  endpoint: 'endpoint',
  server: 'server that was started for the run',
  'language-model': 'language model of the AI SDK',
  simulated: 'simulated: programmed times, no model',
  task: 'task: a function of the test',
}

/** Facts about the measured target. */
export function targetFacts(run: RunRecord): Fact[] {
  const { target } = run
  const { kind, source, spec } = target
  const served = kind === 'endpoint' || kind === 'server'
  const layers =
    target.gpuLayers === null ? null : `${formatCount(target.gpuLayers)} of ${formatCount(target.totalLayers)}`
  return [
    ['Model', target.listed === false ? `${target.model} (not in the server's list of models)` : target.model],
    ['Answered by', answeringModels(run)],
    ['Target', kinds[kind]],
    ['Replayed from', recordingText(target.recording ?? null)],
    ['Registered as', registryText(target)],
    served ? ['URL', spec] : ['Asked for as', kind === 'model' ? `${spec} (${source})` : spec],
    [served ? 'Server' : 'Engine', served ? (target.engine ?? 'unknown: it does not say') : target.engine],
    ['Through the proxy', target.proxy],
    ['Fields of the requests', fieldsText(target.fields ?? [])],
    ['Timed in', target.timedIn === 'worker' ? "Vitest's worker, not in a process of its own" : null],
    ['Device', target.device],
    ['Quantization', target.quantization],
    ['Parameters', parametersText(target)],
    ['Layers on the GPU', layers],
    ['Engine threads', target.threads === null ? null : formatCount(target.threads)],
    ['Context size', target.contextSize === null ? null : `${formatCount(target.contextSize)} tokens`],
    ['Settings', served ? settingsText(target.configuration) : null],
    ['Arguments', served ? argumentsText(target.configuration) : null],
    ['Chat format', chatFormatText(target.chatFormat ?? null)],
    ['Backend', backendLabel(run) ?? (kind === 'model' ? 'unknown' : null)],
  ]
}

/** Words for the recording that answered in the place of the target; null for one that was asked. */
function recordingText(recording: TargetRecord['recording']): string | null {
  if (recording === null) return null
  const { recordedAt, model, origin, load, timed } = recording
  const times = timed ? 'with the times of every part of its streams' : 'without the times of all its answers'
  const [name, place] = [model, origin].map((text) => plainExcerpt(text, nameWidth))
  return `a recording of ${recordedAt}, ${name} at ${place}, under ${load}, ${times}`
}

/** The name of a registered model, with its licence and its tags; null for any other, and in an earlier version. */
function registryText({ registry }: TargetRecord): string | null {
  if (registry === null || (registry as unknown) === undefined) return null
  const { name, license, tags } = registry
  const declared = [
    ...(license === null ? [] : [`licence ${plainExcerpt(license, nameWidth)}`]),
    ...(tags.length === 0 ? [] : [`tags ${plainExcerpt(tags.join(', '), tagsWidth)}`]),
  ]
  return `${plainExcerpt(name, nameWidth)}${declared.length === 0 ? '' : ` (${declared.join('; ')}; declared)`}`
}

/** Parameters, and of a mixture of experts those that a token goes through. Earlier versions know only the first. */
function parametersText({ parameters, activeParameters, experts }: TargetRecord): string | null {
  if (parameters === null) return null
  const all = `${formatNumber(parameters / 1e9)} billion`
  if ((experts ?? null) === null || experts === null || (activeParameters ?? null) === null) return all
  const { used, count } = experts
  const active = formatNumber((activeParameters ?? 0) / 1e9)
  return `${all}, ${active} billion active (${formatGiven(used)} of ${formatGiven(count)} experts)`
}

/** Models named in a row of a table; a server can give each answer another name. */
const mostNamed = 5
/** Columns that one name may take there. */
const nameWidth = 80
/** Columns that the tags of a registered model may take. */
const tagsWidth = 200

/** Models that answers named, where they are not just the one that was asked for. */
function answeringModels({ answeredBy, target, requests }: RunRecord): string | null {
  const [first] = answeredBy
  if (first === undefined || (answeredBy.length === 1 && first.model === target.model)) return null
  const shown = answeredBy.slice(0, mostNamed).map(({ model, requests: count }) => {
    return `${plainExcerpt(model, nameWidth)} (${formatCount(count)} of ${formatCount(requests.succeeded)})`
  })
  const more = answeredBy.length - mostNamed
  return [...shown, ...(more > 0 ? [`${formatCount(more)} other names`] : [])].join(', ')
}

const reasons: Readonly<Record<FieldRecord['because'], string>> = {
  option: 'by the option fields',
  address: 'known of this service',
  refused: 'refused by the server',
}

/** Fields that are left out or renamed; null where there are none. */
function fieldsText(fields: readonly FieldRecord[]): string | null {
  const texts = fields.map(
    ({ name, sentAs, because }) =>
      `${sentAs === null ? `${name} left out` : `${name} as ${sentAs}`} (${reasons[because]})`,
  )
  return texts.length === 0 ? null : texts.join(', ')
}

/** Format of a local model's chats, with the reason where it is not its own. */
function chatFormatText(format: ChatFormatRecord | null): string | null {
  return format === null ? null : `${format.name}${format.reason === null ? '' : ` (${format.reason})`}`
}

/** Columns that the arguments of a server may take. */
const argumentsWidth = 400

/** Settings of a server, by name; null where none is known. */
function settingsText(configuration: TargetRecord['configuration']): string | null {
  const entries = Object.entries(configuration ?? {}).filter(([name, value]) => name !== 'arguments' && value !== null)
  const texts = entries.map(([name, value]) => `${name} ${plainExcerpt(String(value), nameWidth)}`)
  return texts.length === 0 ? null : texts.join(', ')
}

function argumentsText(configuration: TargetRecord['configuration']): string | null {
  const text = configuration?.['arguments']
  return typeof text === 'string' && text !== '' ? plainExcerpt(text, argumentsWidth) : null
}

/** Facts about the time the target took to get ready. */
export function startFacts({ startupMs, loadTimeMs, loadState, loads, target }: RunRecord): Fact[] {
  const state =
    loadState === null
      ? ''
      : ` (loaded ${loadState.loaded === 'now' ? 'for this run' : 'earlier'}, page cache ${loadState.pageCache})`
  return [
    [
      target.kind === 'model' ? 'Host start-up' : 'Server start-up',
      startupMs === null ? null : formatDuration(startupMs),
    ],
    ['Model load', loadTimeMs === null ? null : `${formatDuration(loadTimeMs)}${state}`],
    ...modelLoadFacts(loads),
  ]
}

/** The state of the machine around a run, beside its own history. */
export function anchorFact(anchor: AnchorRecord | null | undefined): Fact {
  const label = 'Anchor workload, before and after'
  if (anchor === null || anchor === undefined) return [label, null]
  const { beforeMs, afterMs, ratioBefore, ratioAfter, history } = anchor
  const usual =
    ratioBefore === null || ratioAfter === null
      ? 'no history on this machine yet'
      : `${formatNumber(ratioBefore)} and ${formatNumber(ratioAfter)} of its median of ${formatCount(history)} earlier`
  return [label, `${formatNumber(beforeMs)} and ${formatNumber(afterMs)} ms a token, ${usual}`]
}
