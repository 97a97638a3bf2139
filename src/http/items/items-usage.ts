import { at, objectOf } from '../../json.ts'
import { type AnswerUsage, usageOf } from '../answer/usage.ts'

/** Header in which TEI counts the tokens of an answer that is a bare list. */
const countHeader = 'x-compute-tokens'

/**
 * Input tokens of an answer with vectors or scores, wherever servers put them; null where none are told.
 * @param headers of the answer, by their names in lower case
 */
export function itemsUsage(
  json: unknown,
  headers: ReadonlyMap<string, string> = new Map(),
): Pick<AnswerUsage, 'input' | 'cached' | 'nonsense'> | null {
  const usage = objectOf(at(json, 'usage'))
  const told = usageOf(usage)
  // Jina's and vLLM's rankings have a total only: there is no output in it.
  const total = told?.input === undefined || told.input === null ? at(usage, 'total_tokens') : undefined
  const input = [
    told?.input,
    usageOf({ prompt_tokens: total })?.input,
    usageOf(at(json, 'meta', 'tokens'))?.input,
    // Cohere's vectors have no others; its rankings are billed by the search.
    usageOf(at(json, 'meta', 'billed_units'))?.input,
    usageOf({ prompt_tokens: at(json, 'prompt_eval_count') })?.input,
    usageOf({ prompt_tokens: wholeIn(headers.get(countHeader)) })?.input,
  ].find((count) => count !== null && count !== undefined)
  if (input === undefined || input === null)
    return told?.nonsense === undefined || told.nonsense === null ? null : { ...told, input: null }
  return { input, cached: told?.cached ?? null, nonsense: told?.input === input ? (told.nonsense ?? null) : null }
}

function wholeIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
