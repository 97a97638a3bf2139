import { formatBinaryBytes, formatBytes, formatCount, formatNumber, none } from '../../../../src/figures.ts'
import type { MachineFacts } from '../../../../src/record/machine/facts.ts'
import type { ShardRecord } from '../../../../src/record/parts/shard.ts'
import type { Report } from '../../../../src/record/report.ts'
import { machineRows, unansweredText } from '../../../words/machine.ts'
import { folded } from '../folded.ts'
import { blocks } from '../section.ts'
import { type Column, factTable, tableOfFirst } from '../table.ts'

/** Fingerprints that are shown: report.json has all. */
const mostFingerprints = 30

function yesNo(value: boolean | null): string {
  if (value === null) return 'unknown'
  return value ? 'yes' : 'no'
}

function coresText(physical: number | null, logical: number): string {
  const known = physical === null ? 'physical unknown' : `${formatCount(physical)} physical`
  return `${known}, ${formatCount(logical)} logical`
}

/** Rows of the fingerprints, one each, with the models it is for: runs of equal ones may be compared. */
function fingerprintRows({ fingerprints, runs }: Report): [string, string][] {
  const models = new Map<string, Set<string>>()
  for (const { run, hash } of fingerprints) {
    const model = runs.find(({ id }) => id === run)?.target.model ?? none
    models.set(hash, (models.get(hash) ?? new Set()).add(model))
  }
  return [...models]
    .slice(0, mostFingerprints)
    .map(([hash, names]) => ['Fingerprint', `${hash} (${[...names].join(', ')})`])
}

/** Table of the facts that probes of the machine found; null where nobody asked. */
function machineTable(machine: MachineFacts | null): string | null {
  if (machine === null) return null
  const rows = machineRows(machine)
  const open = unansweredText(machine)
  if (open !== null) rows.push(['Not told', open])
  return rows.length === 0 ? null : factTable('Machine', rows)
}

const shardColumns: readonly Column<ShardRecord>[] = [
  { heading: 'Label', cell: ({ blob }) => blob ?? none },
  { heading: 'Runs', align: 'right', cell: ({ runs }) => formatCount(runs.length) },
  { heading: 'Processor', cell: ({ environment: { cpu } }) => cpu.model },
  {
    heading: 'Cores',
    align: 'right',
    cell: ({ environment: { cpu } }) => formatCount(cpu.usableCores ?? cpu.logicalCores),
  },
  { heading: 'Memory', align: 'right', cell: ({ environment }) => formatBytes(environment.memoryBytes) },
  { heading: 'System', cell: ({ environment: { os } }) => `${os.platform} ${os.release} ${os.arch}` },
]

/** Table of the machines of a merged report; null for any other, and in one of an earlier version. */
function shardsTable(shards: Report['shards'] | undefined): string | null {
  if (shards === undefined || shards.length === 0) return null
  return blocks('**Machines of the shards**', tableOfFirst(shardColumns, shards, mostFingerprints))
}

/** The machine and the software in full. */
export function environmentDetails(report: Report): string {
  const { os, cpu, memoryBytes, onBattery, virtualMachine, versions, git, ci } = report.environment
  const commit =
    git === null
      ? 'not in a git work tree'
      : `${git.commit} (${git.branch ?? 'no branch'}${git.dirty ? ', with uncommitted changes' : ''})`
  const made = report.runs.some(({ target }) => target.kind === 'endpoint' || target.kind === 'language-model')
    ? 'Of endpoints this is the machine that made the load; what computed the answers is not known here.'
    : null
  return folded(
    'Environment: the machine and the software in full',
    made,
    factTable('Technical specification', [
      ['Operating system', `${os.platform} ${os.release} ${os.arch}`],
      ['Processor', cpu.model],
      ['Cores', coresText(cpu.physicalCores, cpu.logicalCores)],
      ['Load average before the runs', formatNumber(cpu.loadAverage)],
      ['Memory', `${formatBytes(memoryBytes)} (${formatBinaryBytes(memoryBytes)})`],
      ['On battery', yesNo(onBattery)],
      ['Virtual machine', yesNo(virtualMachine)],
      ['CI', yesNo(ci)],
      ['Node.js', versions.node],
      ['Vitest', versions.vitest],
      ['vitest-llm-bench', versions.vitestLlmBench],
      ['node-llama-cpp', versions.nodeLlamaCpp ?? none],
      ['llama.cpp release', versions.llamaCpp ?? none],
      ['@pydantic/genai-prices', versions.genaiPrices ?? none],
      ['Commit', commit],
      ...fingerprintRows(report),
    ]),
    machineTable(report.environment.machine ?? null),
    shardsTable(report.shards),
  )
}
