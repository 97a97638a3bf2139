const secretNames: readonly RegExp[] = [
  /^(?:key|headers|env|token)$/i,
  /(?:api|secret|private|access)[-_]?key/i,
  /(?:access|auth|bearer|refresh|session|id)[-_]?token/i,
  /authorization|passw|secret|cookie|credential/i,
]

/** Whether a property whose schema is not known holds a secret, judged by its name. */
export function isSecretName(name: string): boolean {
  return secretNames.some((pattern) => pattern.test(name))
}
