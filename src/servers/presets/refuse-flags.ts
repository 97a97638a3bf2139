import type { Call } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'

/** Flags that no preset passes on, each with what to do instead. */
export type RefusedFlags = Readonly<Record<string, string>>

const free = 'the arguments without it: a free port of 127.0.0.1 is chosen (server.command() starts any other way)'

/** Flags of a place where nobody would look for the server. */
export const otherPlaces: RefusedFlags = {
  '--port': free,
  '--host': free,
  '--uds': free,
  '--ssl-keyfile': free,
  '--ssl-certfile': free,
}

/**
 * Refuses arguments that would put a server where nobody looks for it: its start would be waited for until the time
 * is over. vLLM and others take underscores for dashes, so that both are looked at.
 * @throws LlmBenchError `invalid-option` naming the argument and the way out
 */
export function refuseFlags(args: readonly string[] | undefined, flags: RefusedFlags, call: Call): void {
  for (const arg of args ?? []) {
    const name = flagName(arg)
    const instead = Object.hasOwn(flags, name) ? flags[name] : undefined
    if (instead !== undefined) throw notAllowed(call('args'), `"${name}"`, instead)
  }
}

/** The value that further arguments give a flag, the last one of them; null where they do not give it. */
export function valueOfFlag(args: readonly string[] | undefined, ...names: readonly string[]): string | null {
  const all = args ?? []
  const at = all.findLastIndex((arg) => names.includes(flagName(arg)))
  const found = all[at]
  if (found === undefined) return null
  const equals = found.indexOf('=')
  return equals === -1 ? (all[at + 1] ?? null) : found.slice(equals + 1)
}

/** The number that further arguments give a flag; undefined where they give none. */
export function numberOfFlag(args: readonly string[] | undefined, ...names: readonly string[]): number | undefined {
  const value = valueOfFlag(args, ...names)
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined
}

function flagName(arg: string): string {
  const name = arg.split('=', 1)[0] ?? ''
  return name.startsWith('--') ? name.replaceAll('_', '-') : name
}
