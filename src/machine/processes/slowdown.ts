import { appendFileSync, readFileSync } from 'node:fs'

/** Variable by which `llm-bench noise --self-test` has what it measures slowed down: a share, a space, and a file. */
export const slowdownVariable = 'LLM_BENCH_SLOWDOWN'

/** A slowdown that was asked for on purpose. */
export interface Slowdown {
  /** Share by which times grow: 0.1 for a tenth. */
  readonly by: number
  /** File in which what was really slowed down is noted, a word a line. */
  readonly log: string
}

const noted = new Set<string>()

/** The slowdown that this process was started with; null for none, which is the rule. */
export function slowdown(): Slowdown | null {
  const [, share = '', log = ''] = /^(0\.\d+) (.+)$/su.exec(process.env[slowdownVariable] ?? '') ?? []
  return log === '' ? null : { by: Number(share), log }
}

/** Notes, once a process, that something was slowed down; nothing where that was not asked for. */
export function noteSlowed(what: string): void {
  const asked = slowdown()
  if (asked === null || noted.has(what)) return
  noted.add(what)
  appendFileSync(asked.log, `${what}\n`)
}

/** The things that were noted in a file; none where nothing was. */
export function slowedThings(log: string): ReadonlySet<string> {
  try {
    return new Set(readFileSync(log, 'utf8').split('\n').filter(Boolean))
  } catch {
    return new Set()
  }
}
