const secretName =
  /^(?:key|headers|env|token)$|(?:api|secret|private|access)[-_]?key|(?:access|auth|bearer|refresh|session|id)[-_]?token|authorization|passw|secret|cookie|credential/i

/** Whether a property whose schema is not known holds a secret, to judge by its name. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}
