import type { TestArtifactBase } from 'vitest'
import type { DigestRecord, EncodedColumns } from '../record/samples.ts'
import type { RunHeader } from '../plan/header.ts'
import type { EnvironmentRecord } from '../record/environment.ts'
import type { ClaimRecord } from '../record/claim.ts'
import type { PlaceRecord, RepeatRecord } from '../record/place.ts'
import type { FunctionBenchRecord } from '../record/report.ts'
import type { IntrinsicResultRecord } from '../record/intrinsic/intrinsic.ts'
import type { RunRecord } from '../record/run.ts'

/** A run that began: its only trace, in merged reports, when it could not end. */
export interface StartedArtifact extends TestArtifactBase {
  type: 'vitest-llm-bench:started'
  header: RunHeader
}

/** One measured run, recorded when it ends, however it ends. Plain JSON: it survives merging. */
export interface RunArtifact extends TestArtifactBase {
  type: 'vitest-llm-bench:run'
  record: RunRecord
  columns: EncodedColumns
  /** Gaps between chunks, pooled: they are too many to travel one by one. */
  gaps: DigestRecord
  /** Unix time of the clock's zero on the machine that measured, in milliseconds. */
  clockZero: number
  /** Name of that machine's clock; null, or left out by an older release, where nobody can tell. */
  clock?: string | null
}

/** The result of an ordinary function's benchmark. */
export interface FunctionArtifact extends TestArtifactBase, Omit<FunctionBenchRecord, keyof PlaceRecord> {
  type: 'vitest-llm-bench:function'
  file: string
  attempt: number
  repeat: RepeatRecord | null
}

/** The predictions of a text by a model. */
export interface IntrinsicArtifact extends TestArtifactBase, Omit<IntrinsicResultRecord, keyof PlaceRecord> {
  type: 'vitest-llm-bench:intrinsic'
  file: string
  attempt: number
  repeat: RepeatRecord | null
}

/** The claims one attempt of a test made, each with the id of its run (null: not of this report). */
export interface ClaimsArtifact extends TestArtifactBase {
  type: 'vitest-llm-bench:claims'
  file: string
  attempt: number
  repeat: RepeatRecord | null
  claims: { run: string | null; claim: ClaimRecord }[]
}

/** The machine that a file was measured on: told once, by the first of its tests that measures. */
export interface EnvironmentArtifact extends TestArtifactBase {
  type: 'vitest-llm-bench:environment'
  environment: EnvironmentRecord
  /** Number of the shard; null where the execution was whole. */
  shard: number | null
}

/** Everything that a test tells the reporter. */
export type OurArtifact =
  | StartedArtifact
  | RunArtifact
  | FunctionArtifact
  | IntrinsicArtifact
  | ClaimsArtifact
  | EnvironmentArtifact

declare module 'vitest' {
  interface TestArtifactRegistry {
    'vitest-llm-bench:started': StartedArtifact
    'vitest-llm-bench:run': RunArtifact
    'vitest-llm-bench:function': FunctionArtifact
    'vitest-llm-bench:intrinsic': IntrinsicArtifact
    'vitest-llm-bench:claims': ClaimsArtifact
    'vitest-llm-bench:environment': EnvironmentArtifact
  }
}
