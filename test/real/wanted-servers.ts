import { lightServers, type RealServer } from '../../scripts/real-servers/pins.ts'
import { installedProgram, realModel } from '../../scripts/real-servers/places.ts'
import { existsSync } from 'node:fs'

/**
 * Reason why a server is not tried: it is not installed, or is one of those that take minutes and was not named in
 * the variable `LLM_BENCH_REAL` (`vllm-cpu,ollama`, or `all`). Null where it is tried.
 */
export function whyNot(name: RealServer): string | null {
  const named = (process.env['LLM_BENCH_REAL'] ?? '').split(/[\s,]+/).filter((word) => word !== '')
  const wanted = named.length === 0 ? lightServers.includes(name) : named.includes('all') || named.includes(name)
  if (!wanted) return `${name} is tried only where LLM_BENCH_REAL names it`
  if (installedProgram(name) === null || !existsSync(realModel.file()))
    return `${name} is not installed: npm run real-servers -- ${name}`
  return process.platform === 'linux' ? null : 'the processes of a server are looked for in /proc'
}
