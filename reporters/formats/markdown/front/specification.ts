import { formatBytes, formatCount } from '../../../../src/figures.ts'
import type { Report } from '../../../../src/record/report.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { backendLabel, latestAttempts, provenanceLabel } from '../../../words/run-label.ts'
import { section } from '../section.ts'
import { sentenceText } from '../sentence.ts'

/** Models that are named before the rest is counted. */
const mostNamed = 10

/** The machine and the software in one line. */
export function machineLine({ os, cpu, memoryBytes, virtualMachine, versions, git }: Report['environment']): string {
  return [
    cpu.model,
    `${formatCount(cpu.usableCores ?? cpu.logicalCores)} cores`,
    formatBytes(memoryBytes),
    `${os.platform} ${os.arch}${virtualMachine === true ? ' (virtual machine)' : ''}`,
    `Node.js ${versions.node}`,
    versions.llamaCpp === null ? null : `llama.cpp ${versions.llamaCpp}`,
    git === null ? null : `commit ${git.commit.slice(0, 12)}${git.dirty ? ', uncommitted changes' : ''}`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** A target in a few words: its model, its quantization, its device. */
function targetWords({ target, provenance }: RunRecord, backend: string | null): string {
  const label = provenanceLabel(provenance)
  return [
    target.model,
    ...(target.quantization === null || target.model.includes(target.quantization) ? [] : [target.quantization]),
    ...(target.kind === 'model' ? [] : [target.kind]),
    ...(target.engine === null ? [] : [target.engine]),
    ...(backend === null ? [] : [backend]),
    ...(label === null ? [] : [label]),
  ].join(', ')
}

/** Section of what was measured, and on which machine, in short; all of it is folded below. */
export function specificationSection(report: Report): string {
  const targets = [
    ...new Set(latestAttempts(report.runs).map((run) => sentenceText(targetWords(run, backendLabel(run))))),
  ]
  const more = targets.length - mostNamed
  return section(
    '## Technical specification',
    [
      `- Machine: ${sentenceText(machineLine(report.environment))}`,
      ...targets.slice(0, mostNamed).map((target) => `- Measured: ${target}`),
      ...(more > 0 ? [`- and ${formatCount(more)} more`] : []),
    ].join('\n'),
  )
}
