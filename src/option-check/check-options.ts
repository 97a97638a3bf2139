import * as v from 'valibot'
import type { LlmBenchError } from '../errors.ts'
import type { Call } from './call.ts'
import { parsed } from './check-value.ts'
import { listInPlace } from './list-in-place.ts'
import { at } from '../json.ts'
import { isOptions } from './is-options.ts'
import { type AnySchema, alternatives, schemasAlong } from './schema-parts.ts'
import { wantedOf } from './wanted.ts'
import { shownUnlessSecret } from './secret.ts'
import { noSuchName, notAllowed, type OptionErrorDetails } from './sentences.ts'
import { property } from './shown.ts'

/** The call whose options are checked, and the code of the error. */
export interface Checked extends Pick<OptionErrorDetails, 'code'> {
  readonly call: Call
}

type Issue = v.BaseIssue<unknown>

/**
 * The options of a call as their schema gives them. The message of an error uses the words of a schema
 * (`v.description`) and leaves out values that it marks as {@link secret}.
 *
 * @throws LlmBenchError with one line that names the option, the value and the way out
 */
export function checkOptions<Output>(
  schema: v.GenericSchema<unknown, Output>,
  given: unknown,
  checked: Checked,
): Output {
  const { call, code } = checked
  const whole = (cause?: unknown): LlmBenchError =>
    notAllowed(call(''), shownUnlessSecret(given, [schema]), wantedOf(schema, given), { code, cause })
  if (!isOptions(given)) throw whole()
  const result = parsed(schema, given, whole)
  if (result.success) {
    const list = listInPlace(schema, given)
    if (list === null) return result.output
    throw refused(schema, list, at(given, ...list.map(String)), checked)
  }
  const issue = tellingIssue(result.issues)
  if (issue.path === undefined) throw whole()
  throw explained(schema, issue, checked)
}

/**
 * The issue that helps most: an unknown name, for it explains one that is missing; of a union the one
 * that lies deepest, for there the value was meant.
 */
function tellingIssue(issues: readonly [Issue, ...Issue[]]): Issue {
  const unfolded = issues.map(deepest)
  return unfolded.find(isUnknownName) ?? unfolded[0] ?? issues[0]
}

function deepest(issue: Issue): Issue {
  const inside = (issue.issues ?? []).find(({ path }) => path !== undefined)
  if (inside === undefined) return issue
  const { path, ...found } = deepest(inside)
  return { ...found, path: [...(issue.path ?? []), ...(path ?? [])] as unknown as Issue['path'] }
}

function isUnknownName({ type, expected }: Issue): boolean {
  return type === 'strict_object' && expected === 'never'
}

function explained(schema: AnySchema, issue: Issue, { call, code }: Checked): LlmBenchError {
  const keys = (issue.path ?? []).map(({ key }) => key as PropertyKey)
  const path = pathText(keys)
  if (isUnknownName(issue)) {
    const along = schemasAlong(schema, keys)
    const known = (along.at(-2) ?? []).flatMap(alternatives).flatMap(({ entries }) => Object.keys(entries ?? {}))
    return noSuchName(call(path), { name: path, part: String(keys.at(-1)), known }, { code })
  }
  return refused(schema, keys, issue.input, { call, code })
}

/** The error of the value at a path. */
function refused(
  schema: AnySchema,
  keys: readonly PropertyKey[],
  value: unknown,
  { call, code }: Checked,
): LlmBenchError {
  const along = schemasAlong(schema, keys)
  const [asked = schema] = along.at(-1) ?? []
  return notAllowed(call(pathText(keys)), shownUnlessSecret(value, along.flat()), wantedOf(asked, value), { code })
}

/** Text of a path: `a.b`, `faults[0].share`. */
function pathText(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, place) => {
      if (typeof key === 'number') return `[${key}]`
      return `${place === 0 ? '' : '.'}${property(String(key))}`
    })
    .join('')
}
