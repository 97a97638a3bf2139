import { isSecretName } from '../../option-check/secret-names.ts'

/** The query of each request, and what of it may be printed. */
export interface Query {
  /** Text without `?`; empty for none. */
  readonly text: string
  /** The same for people, with `?`, and `…` in the place of what may be a key. */
  readonly shown: string
  /** Values that no message may contain. */
  readonly secrets: readonly string[]
}

/** Names of parameters that hold a key or a signature. */
const secretParameter = /key|sig|code|auth|pass|secret|token|credential|jwt|session/i
/** Values that are no key: versions, dates, numbers, yes and no. */
const plainValue = /^(?:true|false|latest|preview|v?\d{1,6}(?:\.\d{1,6}){0,3}|\d{4}-\d{2}-\d{2}(?:-?preview)?)$/i

/** The query of an address, and further parameters, which count for more where both have one of a name. */
export function queryOf(ofAddress: string, further: Readonly<Record<string, string | number | boolean>>): Query {
  const parameters = new URLSearchParams(ofAddress)
  for (const [name, value] of Object.entries(further)) parameters.set(name, String(value))
  const entries = [...parameters]
  // As it was written, where nothing was added: a signature may be of these very characters.
  const text = Object.keys(further).length === 0 ? ofAddress : parameters.toString()
  const hidden = entries.filter(([name, value]) => !isPlain(name, value))
  const shown = entries.map(([name, value]) => `${encodeURIComponent(name)}=${isPlain(name, value) ? value : '…'}`)
  return {
    text,
    shown: shown.length === 0 ? '' : `?${shown.join('&')}`,
    secrets: hidden.flatMap(([, value]) => (value === '' ? [] : [value])),
  }
}

function isPlain(name: string, value: string): boolean {
  return !secretParameter.test(name) && !isSecretName(name) && plainValue.test(value)
}
