import { type Collected, nothingCollected } from './collected.ts'
import type { TestCase, TestModule } from 'vitest/node'
import type {
  ClaimsArtifact,
  FunctionArtifact,
  OurArtifact,
  RunArtifact,
  EnvironmentArtifact,
} from '../../src/worker/artifacts.ts'
import { blobLabel, projectName } from '../../src/worker/project-place.ts'
import { replacedAttempts } from './replaced-attempts.ts'
import type { LoadPart } from '../../src/runs/joined/load-part.ts'
import { decodeColumns } from '../../src/samples/columns.ts'
import { runSeries } from '../../src/metrics/run-series.ts'
import { addJointClaims } from './add-joint-claims.ts'
import { addToShards } from './shards.ts'
import { inOrder } from './in-order.ts'
import { addJoinedLoads } from './join-loads.ts'
import { pathsIn } from './samples-in.ts'
import type { PlaceRecord } from '../../src/record/place.ts'
import type { FunctionBenchRecord } from '../../src/record/report.ts'

type Told = Pick<PlaceRecord, 'file' | 'attempt' | 'repeat'>

/**
 * Reads the artifacts of every test, in the order of the files' paths; each claim goes to its run.
 * @param journalFolder folder of the journals; null where they are elsewhere
 */
export function collect(modules: readonly TestModule[], journalFolder: string | null): Collected {
  const collected = nothingCollected()
  const parts: LoadPart[] = []
  const claims: { artifact: ClaimsArtifact; place: PlaceRecord }[] = []
  for (const module of inOrder(modules)) {
    const { name, config } = module.project
    const project = projectName(name, config.benchmark.enabled)
    const blob = blobLabel(module.meta())
    const told = environmentOf(module)
    const first = collected.runs.length
    for (const test of module.children.allTests()) {
      const artifacts = artifactsOf(test)
      const replaced = replacedAttempts(test, artifacts)
      const placeOf = ({ file, attempt, repeat }: Told): PlaceRecord => ({
        file,
        test: test.fullName,
        project,
        blob,
        attempt,
        repeat,
        replaced: replaced({ attempt, repeat }),
      })
      for (const artifact of artifacts) {
        if (artifact.type === 'vitest-llm-bench:claims') claims.push({ artifact, place: placeOf(artifact) })
        else if (artifact.type === 'vitest-llm-bench:run') {
          parts.push(addRun(collected, artifact, replaced(artifact.record)))
        } else if (artifact.type === 'vitest-llm-bench:started') {
          const { header } = artifact
          collected.started.set(header.id, { header, replaced: replaced(header) })
        } else if (artifact.type === 'vitest-llm-bench:intrinsic') {
          const { type: _, location: __, attachments: ___, ...result } = artifact
          collected.intrinsic.push({ ...result, ...placeOf(artifact) })
        } else if (artifact.type === 'vitest-llm-bench:function') {
          collected.functions.push(functionRecord(artifact, placeOf(artifact)))
        }
      }
    }
    if (told !== null) {
      const { environment, shard } = told
      if (shard !== null) collected.shardNumbers.add(shard)
      const runs = collected.runs.slice(first).map(({ id }) => id)
      addToShards(collected.shards, { blob, environment, runs })
    }
  }
  collected.notes.push(...addJoinedLoads(collected, parts, () => pathsIn(journalFolder)))
  // After all runs: a claim may be about a run of another test.
  for (const { artifact, place } of claims) {
    for (const { run, claim } of artifact.claims) {
      const found = collected.runs.find(({ id }) => id === run)
      if (found === undefined) collected.looseClaims.push({ ...claim, ...place })
      else found.claims.push(claim)
    }
  }
  collected.notes.push(...addJointClaims(collected))
  return collected
}

/** The machine of a file; null where none of its tests told it. */
function environmentOf(module: TestModule): EnvironmentArtifact | null {
  for (const test of module.children.allTests()) {
    for (const artifact of artifactsOf(test)) {
      if (artifact.type === 'vitest-llm-bench:environment') return artifact
    }
  }
  return null
}

function artifactsOf(test: TestCase): OurArtifact[] {
  return test.artifacts().filter((artifact): artifact is OurArtifact => artifact.type.startsWith('vitest-llm-bench:'))
}

function addRun(
  { runs, columns: all, gaps: digests, series }: Collected,
  { record, columns, gaps, clockZero, clock = null }: RunArtifact,
  replaced: boolean,
): LoadPart {
  // The artifact stays with the test: claims are added to a copy.
  runs.push({ ...record, replaced, claims: [] })
  all.set(record.id, columns)
  digests.set(record.id, gaps)
  const measured = {
    columns: decodeColumns(columns),
    gaps: new Float64Array(),
    concurrency: record.load.concurrency,
  }
  series.set(record.id, runSeries(measured))
  return { record, columns: measured.columns, gaps, clockZero, clock }
}

function functionRecord(
  { name, calls, meanMs, p50Ms, p99Ms, rmePercent }: FunctionArtifact,
  place: PlaceRecord,
): FunctionBenchRecord {
  return { name, ...place, calls, meanMs, p50Ms, p99Ms, rmePercent }
}
