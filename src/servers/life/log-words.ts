/** A line about one request, as servers of Python, Go and C++ write it: `"GET /health HTTP/1.1" 503`. */
const access = /"?\b(?:GET|POST|HEAD|OPTIONS) [^ ]*\/\S* HTTP\/\d|^\[GIN\] |\brequest: (?:GET|POST) \//

/** Whether a line of a log is about a request, and so tells nothing of why a server does not start. */
export function isAccessLine(line: string): boolean {
  return access.test(line)
}

/** Lines that a log has by the way, although they speak of an error. */
const byTheWay = /\b(?:WARN(?:ING)?|INFO|DEBUG|DeprecationWarning|UserWarning|FutureWarning)\b|^[\d.]+ [WID] /
/** The exception that ends a traceback, behind whatever a logger writes before a line. */
const exception = /(?:^|[\s\]:)])(?:[a-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Exit)\b(?::|$)/
const words = "fatal|panic|failed to|couldn't|could not|cannot|unable to|out of memory|no such file|error loading"
const failure = new RegExp(String.raw`\b(?:${words})\b|(?:^|\s)error:`, 'i')

/** Whether a line says why something failed, rather than what failed after it. */
export function isCause(line: string): boolean {
  if (byTheWay.test(line)) return false
  return (exception.test(line) && !/See root cause above/.test(line)) || failure.test(line)
}

const fails = "failed|unable|could not|couldn't|cannot|error"
const modelFailure = new RegExp(
  String.raw`(?:${fails})\b.{0,40}\b(?:load|loading|initiali[sz]e)\b.{0,40}\bmodel|error loading model`,
  'i',
)

/**
 * The line of a log that says that the model cannot be loaded: an exception that nobody caught, or a sentence that
 * says so. Null where there is none.
 */
export function modelFailureIn(lines: readonly string[]): string | null {
  const traced = lines.findIndex((line) => /Traceback \(most recent call last\)/.test(line))
  const thrown = traced === -1 ? undefined : lines.slice(traced + 1).find((line) => exception.test(line))
  return thrown ?? lines.find((line) => !byTheWay.test(line) && modelFailure.test(line)) ?? null
}
