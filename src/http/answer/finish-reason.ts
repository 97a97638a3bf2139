import type { FinishReason as SampleFinish } from '../../samples/sample.ts'
import { textOf } from '../../json.ts'

/** Reason for the end of generation. */
export type FinishReason = Exclude<SampleFinish, 'aborted'>

const wordsOf: Readonly<Record<Exclude<FinishReason, 'other'>, string>> = {
  stop: 'stop stop_sequence eos eos_token end_turn end_of_turn complete completed',
  length:
    'length max_tokens max_output_tokens max_completion_tokens max_new_tokens max_length model_length token_limit ' +
    'context_length model_context_window_exceeded',
  'tool-calls': 'tool_calls tool_call tool_use function_call',
  'content-filter':
    'content_filter content_filtered safety image_safety recitation blocklist spii prohibited_content refusal ' +
    'guardrail_intervened moderation sensitive error_toxic',
}

const known: ReadonlyMap<string, FinishReason> = new Map(
  (Object.entries(wordsOf) as [FinishReason, string][]).flatMap(([reason, words]) =>
    words.split(' ').map((word) => [word, reason] as const),
  ),
)

/** Words, and beginnings of words, by which a server says that it could not go on. */
const gaveUpWord = new RegExp(
  '(?:^|_)(?:' +
    'abort|error|err_|fail|cancel|timeout|time_out|timed_?out|time_limit|deadline|overload|insufficient|' +
    'unavailable|exhaust|interrupt|preempt|evict|kill|crash|disconnect|terminat|reject|refused|rate_limit|quota|' +
    'shut_?down|oom|out_of_memory|exception|busy|dead|panic|lost|network|malformed|unexpected' +
    ')',
)

/** A server's word for the end of generation in ours; null where there is none, `other` for one that is not known. */
export function finishOf(value: unknown): FinishReason | null {
  const word = finishWord(value)
  return word === null ? null : (knownReason(word) ?? 'other')
}

/** A server's own word for the end of generation; null where it says none. */
export function finishWord(value: unknown): string | null {
  const word = textOf(value)
  // Some gateways write their language's word for nothing.
  return word === null || /^(?:null|none|nil|undefined)$/i.test(word) ? null : word
}

/** Whether a server's word for the end says that it gave up: an answer that ends so is not complete. */
export function saysGivenUp(word: string | null): boolean {
  if (word === null) return false
  return knownReason(word) === undefined && gaveUpWord.test(plainWord(word))
}

function knownReason(word: string): FinishReason | undefined {
  // Most servers use the usual words as they are.
  return known.get(word) ?? known.get(plainWord(word))
}

function plainWord(word: string): string {
  return word
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_')
}
