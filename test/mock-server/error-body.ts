/** The error in the body of an answer, as the API has it. */
export function errorOf(body: Buffer): { message: string; type: string; code: string | null } {
  return (JSON.parse(body.toString()) as { error: { message: string; type: string; code: string | null } }).error
}
