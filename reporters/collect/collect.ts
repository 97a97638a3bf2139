import type { Collected } from './collected.ts'
import type { TestCase, TestModule } from 'vitest/node'
import type { ClaimsArtifact, FunctionArtifact, RunArtifact, StartedArtifact } from '../../src/worker/artifacts.ts'
import { projectPlace } from '../../src/worker/project-place.ts'
import type { LoadPart } from '../../src/runs/join-parts.ts'
import { decodeColumns } from '../../src/samples/columns.ts'
import { runSeries } from '../../src/metrics/run-series.ts'
import { addJoinedLoads } from './join-loads.ts'
import type { PlaceRecord } from '../../src/record/place.ts'
import type { FunctionBenchRecord } from '../../src/record/report.ts'

type OurArtifact = StartedArtifact | RunArtifact | FunctionArtifact | ClaimsArtifact

/** Reads the artifacts of every test, in the order of the files; each claim goes to its run. */
export function collect(modules: readonly TestModule[]): Collected {
  const collected: Collected = {
    runs: [],
    started: new Map(),
    functions: [],
    looseClaims: [],
    columns: new Map(),
    series: new Map(),
    notes: [],
  }
  const parts: LoadPart[] = []
  const claims: { artifact: ClaimsArtifact; place: PlaceRecord }[] = []
  for (const module of modules) {
    const project = projectPlace(module.project.name, module.meta())
    for (const test of module.children.allTests()) {
      const place = { file: module.relativeModuleId, test: test.fullName, ...project }
      for (const artifact of artifactsOf(test)) {
        if (artifact.type === 'vitest-llm-bench:claims') claims.push({ artifact, place })
        else if (artifact.type === 'vitest-llm-bench:run') parts.push(addRun(collected, artifact))
        else if (artifact.type === 'vitest-llm-bench:started') {
          collected.started.set(artifact.header.id, artifact.header)
        } else collected.functions.push(functionRecord(artifact, place))
      }
    }
  }
  collected.notes.push(...addJoinedLoads(collected, parts))
  // After all runs: a claim may be about a run of another test.
  for (const { artifact, place } of claims) {
    for (const { run, claim } of artifact.claims) {
      const found = collected.runs.find(({ id }) => id === run)
      if (found === undefined) collected.looseClaims.push({ ...claim, ...place })
      else found.claims.push(claim)
    }
  }
  return collected
}

function artifactsOf(test: TestCase): OurArtifact[] {
  return test.artifacts().filter((artifact): artifact is OurArtifact => artifact.type.startsWith('vitest-llm-bench:'))
}

function addRun(
  { runs, columns: all, series }: Collected,
  { record, columns, gaps, clockZero }: RunArtifact,
): LoadPart {
  // The artifact stays with the test: claims are added to a copy.
  runs.push({ ...record, claims: [] })
  all.set(record.id, columns)
  const measured = {
    columns: decodeColumns(columns),
    gaps: new Float64Array(),
    concurrency: record.load.concurrency,
  }
  series.set(record.id, runSeries(measured))
  return { record, columns: measured.columns, gaps, clockZero }
}

function functionRecord(
  { name, attempt, calls, meanMs, p50Ms, p99Ms, rmePercent }: FunctionArtifact,
  place: PlaceRecord,
): FunctionBenchRecord {
  return { name, ...place, attempt, calls, meanMs, p50Ms, p99Ms, rmePercent }
}
