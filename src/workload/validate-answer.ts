import type { FinishReason, TokenCounts } from '../samples/sample.ts'
import { plainExcerpt } from '../plain-text.ts'
import type { LlmBenchError } from '../errors.ts'
import { notAllowed } from '../option-check/sentences.ts'

/** A call of a tool that the model asked for. */
export interface ToolCall {
  readonly id: string | null
  readonly name: string
  /** Arguments parsed from JSON; the text itself where it does not parse. */
  readonly arguments: unknown
}

/** An answer as `validate` sees it. */
export interface ValidatedResponse {
  readonly text: string
  /** Reasoning that the model gave apart from the text; empty for none. */
  readonly reasoning: string
  readonly toolCalls: readonly ToolCall[]
  readonly finish: FinishReason
  readonly tokens: TokenCounts
}

/** A judge of answers: true when one is good, otherwise the reason why not. */
export type ValidateAnswer = (response: ValidatedResponse) => true | string

/** A JSON schema: draft 7, or 2019-09 or 2020-12 where its `$schema` says so. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** Columns that a reason may take. */
const mostReason = 300

/**
 * The judge of the answers of a run. It never throws: a validator that does counts as a reason.
 *
 * @throws LlmBenchError `invalid-workload` for a schema that is none, or without `ajv` installed
 */
export async function answerValidator(validate: ValidateAnswer | JsonSchema): Promise<ValidateAnswer> {
  const judge: (response: ValidatedResponse) => unknown =
    typeof validate === 'function' ? validate : await schemaJudge(validate)
  return (response) => {
    try {
      return verdictOf(judge(response))
    } catch (error) {
      return short(`validate threw: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

function verdictOf(verdict: unknown): true | string {
  if (verdict === true) return true
  if (typeof verdict === 'string') return short(verdict === '' ? 'refused without a reason' : verdict)
  if (verdict instanceof Promise) {
    // Nobody waits for it, and its rejection must not end the process.
    verdict.catch(() => null)
    return 'validate returned a promise: make it synchronous'
  }
  return `validate returned ${String(verdict)}: return true or a reason`
}

async function schemaJudge(schema: JsonSchema): Promise<ValidateAnswer> {
  const ajv = await makeAjv(schema['$schema'])
  let fits: ReturnType<typeof ajv.compile>
  try {
    fits = ajv.compile(schema)
  } catch (error) {
    throw refused(`what ajv refuses (${short((error as Error).message)})`, 'a JSON schema', error)
  }
  return ({ text }) => {
    let answer: unknown
    try {
      answer = JSON.parse(text)
    } catch (error) {
      return `not JSON: ${(error as Error).message}`
    }
    return fits(answer) || ajv.errorsText(fits.errors, { dataVar: 'answer' })
  }
}

async function makeAjv(schemaUri: unknown): Promise<import('ajv').Ajv> {
  // Schemas for models use keywords of their servers, and formats that only another package knows.
  const options = { strict: false, logger: false, validateFormats: false } as const
  const draft = typeof schemaUri === 'string' ? schemaUri : ''
  try {
    if (draft.includes('2020-12')) return new (await import('ajv/dist/2020.js')).Ajv2020(options)
    if (draft.includes('2019-09')) return new (await import('ajv/dist/2019.js')).Ajv2019(options)
    return new (await import('ajv')).Ajv(options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw refused(
      'a JSON schema without the package ajv',
      'a function, or install the package: npm install --save-dev ajv',
      error,
    )
  }
}

function refused(value: string, wanted: string, cause: unknown): LlmBenchError {
  return notAllowed('{ validate }', value, wanted, { code: 'invalid-workload', cause })
}

/** A reason as one line that a report can show. */
function short(reason: string): string {
  return plainExcerpt(reason, mostReason)
}
