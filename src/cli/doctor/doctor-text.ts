import { machineRows } from '../../../reporters/words/machine.ts'
import type { FoundBackend } from '../../engines/found-engine.ts'
import { formatBytes, formatCount, formatNumber, formatShare } from '../../figures.ts'
import { plainText } from '../../plain-text.ts'
import type { ProbeRecord } from '../../record/machine/facts.ts'
import { alignRows } from '../../text-table.ts'
import type { Diagnosis } from './examination.ts'
import { endpointRows } from './endpoint-rows.ts'
import { energyRows } from './energy-rows.ts'

/** The diagnosis for a person. */
export function doctorText(diagnosis: Diagnosis): string {
  const { versions, cache, prices, noise, meters, machine, problems } = diagnosis
  const date = prices.newest === null ? '' : `, newest dated price ${prices.newest}`
  const room = cache.freeBytes === null ? '' : `, ${formatBytes(cache.freeBytes)} free`
  return [
    ...part('Machine', machineRows(machine)),
    ...part('Bandwidth', bandwidthRows(diagnosis)),
    ...part('Probes', probeRows(machine.probes)),
    ...part('Versions', [
      ['Node.js', versions.node],
      ['Vitest', versions.vitest],
      ['vitest-llm-bench', versions.vitestLlmBench],
      ['node-llama-cpp', versions.nodeLlamaCpp ?? 'not installed'],
      ['llama.cpp', versions.llamaCpp ?? 'unknown'],
    ]),
    ...part('Backends', backendRows(diagnosis)),
    ...part(
      'Meters',
      meters.map(({ name, works, note }) => [name, `${works ? 'works' : 'does not work'}: ${note}`]),
    ),
    ...part('Energy', energyRows(diagnosis.energy)),
    ...part('Endpoint', endpointRows(diagnosis.endpoint)),
    ...part('Project', [
      ['Cache', plainText(cache.path)],
      ['', `${formatBytes(cache.syntheticBytes)} of synthetic models${room}`],
      ['Models', plainText(cache.hub)],
      ['', `${formatBytes(cache.modelBytes)}, of all programs that share it`],
      ['Prices', prices.version === null ? 'no list' : `@pydantic/genai-prices ${prices.version}${date}`],
      [
        'Noise floor',
        noise.measuredAt === null
          ? 'not known: llm-bench noise measures it'
          : `known of ${formatCount(noise.benches)} benches, measured ${noise.measuredAt.slice(0, 10)}`,
      ],
    ]),
    ...(problems.length === 0
      ? ['No problems were found.']
      : [
          'Problems',
          ...problems.flatMap(({ level, problem, remedy }) => [
            `  ${level === 'error' ? '✗' : '!'} ${plainText(problem)}`,
            `    ${plainText(remedy)}`,
          ]),
        ]),
  ].join('\n')
}

function part(heading: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return []
  return [heading, ...alignRows(rows).map((line) => `  ${line}`), '']
}

const formats: Readonly<Record<ProbeRecord['format'], string>> = {
  run: 'run on real machines',
  recorded: 'written for outputs that were recorded on real machines',
  read: 'written for the documented format, never seen on a real machine',
}

function probeRows(probes: readonly ProbeRecord[]): [string, string][] {
  return probes.map(({ name, state, tookMs, format }) => {
    const time = state === 'missing' ? '' : ` in ${formatCount(Math.round(tookMs))} ms`
    return [name, `${state}${time}; its reader was ${formats[format]}`]
  })
}

function bandwidthRows({ bandwidth, machine }: Diagnosis): [string, string][] {
  if (bandwidth === null) return []
  const { gbPerSecond, threads, bytes } = bandwidth
  const sheet = machine.bandwidthGBs
  const share = sheet === null ? '' : `, ${formatShare(gbPerSecond / sheet.value)} of the data sheet's`
  const read = `${formatCount(threads)} ${threads === 1 ? 'thread' : 'threads'} over ${formatBytes(bytes)}`
  return [['read', `${formatNumber(gbPerSecond)} GB/s, measured with ${read}${share}`]]
}

function backendRows({ engine }: Diagnosis): [string, string][] {
  if (engine.state !== 'found') return [['none', plainText(engine.reason)]]
  return engine.engine.backends.map((backend) => [backend.backend, backendText(backend, engine.engine.mathCores)])
}

function backendText(
  { backend, works, devices, memoryBytes, tensorUnits, reason }: FoundBackend,
  cores: number | null,
): string {
  if (!works) return `does not work: ${plainText(reason ?? 'nobody says why')}`
  const parts = [
    backend === 'cpu' && cores !== null ? `${formatCount(cores)} cores are useful to it` : null,
    devices.length === 0 ? null : devices.join(', '),
    memoryBytes === null ? null : formatBytes(memoryBytes),
    tensorUnits === null ? null : `tensor units ${tensorUnits ? 'used' : 'not used'}`,
  ].filter((text) => text !== null)
  return ['works', ...parts].join(', ')
}
