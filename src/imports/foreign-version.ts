import { at, type JsonObject, numberOf, textOf } from '../json.ts'

/** Newest `metadata.version` of a GuideLLM report that is read. */
const newestGuidellm = 2

/**
 * Why a report is of a version that is not read, in words, by the versions its form declares; null where it is, or
 * declares none.
 */
export function foreignVersion(report: JsonObject): string | null {
  const aiperf = report['schema_version']
  if (aiperf !== undefined && !/^1(\.|$)/u.test(String(textOf(aiperf) ?? numberOf(aiperf)))) {
    return `its schema_version is ${shortText(aiperf)}, and schema 1 of AIPerf is read`
  }
  const guidellm = at(report, 'metadata', 'version')
  if (guidellm !== undefined && 'benchmarks' in report && !((numberOf(guidellm) ?? Infinity) <= newestGuidellm)) {
    const read = `GuideLLM's reports up to version ${newestGuidellm} are read`
    return `its metadata.version is ${shortText(guidellm)}, and ${read}`
  }
  return null
}

function shortText(value: unknown): string {
  return (JSON.stringify(value) ?? 'unknown').slice(0, 40)
}
