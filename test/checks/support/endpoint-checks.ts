import type { Conditions } from '../../../src/machine/meters/conditions.ts'
import type { RunEnd, RunHeader } from '../../../src/plan/header.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { soundAnswers } from '../../support/endpoint-samples.ts'
import { runEnd } from '../../support/samples.ts'

/** A machine on which nothing else happens. */
const quiet: Conditions = {
  lagP99Ms: 0,
  lagMaxMs: 0,
  swapIns: 0,
  otherHosts: 0,
  otherHostsCores: 0,
  othersCores: 0,
  ownCores: 0.1,
  loadAverage: 0,
  onBattery: false,
  lowPower: false,
  thermalPressure: 0,
  throttles: null,
}
const quietEnd: RunEnd = { ...runEnd, conditions: quiet }
/** Answers with nothing wrong. */
export const sound: readonly Sample[] = soundAnswers(60, 200)

/** What every check says of a run. */
function checks(header: RunHeader, samples: readonly Sample[], end: Partial<RunEnd> = {}): CheckRecord[] {
  return buildRun(header, samples, { ...quietEnd, ...end }).record.checks
}

/** Every check that is not in order, whichever it is. */
export function tripped(
  header: RunHeader,
  samples: readonly Sample[],
  end: Partial<RunEnd> = {},
): Record<string, string> {
  return Object.fromEntries(
    checks(header, samples, end).flatMap(({ id, status }) => (status === 'ok' ? [] : [[id, status]])),
  )
}

/** What one check says of a run; undefined where it does not apply. */
export function found(
  id: string,
  header: RunHeader,
  samples: readonly Sample[],
  end: Partial<RunEnd> = {},
): CheckRecord | undefined {
  return checks(header, samples, end).find((check) => check.id === id)
}

/** The end of a run on a machine that is quiet but for this. */
export function conditions(changes: Partial<Conditions>): Partial<RunEnd> {
  return { conditions: { ...quiet, ...changes } }
}
