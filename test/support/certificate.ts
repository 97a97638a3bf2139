/**
 * A self-signed certificate for localhost and 127.0.0.1, valid from 2020 to 2120, and its key: for
 * tests on the loopback interface only, as the key is public.
 */
export const certificate: { readonly key: string; readonly cert: string } = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmHItFhpct3GmUu2e
lu5X1ofjquJIopNZ81ZclENpzKahRANCAAQLtJYNS4PYHdPJ+Q5pi6JgJy3Gsc0k
zYw2qyKH6uVPtaHJSvOK++IMER79Wb5ZIyNK3gmS0Uk7TgS3hLRoPOWe
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBYzCCAQqgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAu0lg1Lg9gd08n5
DmmLomAnLcaxzSTNjDarIofq5U+1oclK84r74gwRHv1ZvlkjI0reCZLRSTtOBLeE
tGg85Z6jSzBJMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAMBgNVHRMEBTAD
AQH/MB0GA1UdDgQWBBTKgDk3PSCE+BllxK5fWi3BQ2I2ATAKBggqhkjOPQQDAgNH
ADBEAiBoyl1Za71eFnRrj3JhGnAQMFCI82xV4h6OxCCNqxESyQIgGQymw1pg/4mJ
1lWGmu3PfFgBDmrITAJEGbIzrIhtyy4=
-----END CERTIFICATE-----
`,
}
