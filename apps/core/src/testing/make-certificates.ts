import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key, as paths of PEM files. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Authorities and what they signed, in a test's folder. Each is good for a day. */
export interface TestCertificates {
  /** Path of the authority's own certificate. */
  readonly authority: string;
  /** For a server on 127.0.0.1, ::1 and localhost. */
  readonly server: CertificateFiles;
  /** For a client by this name. */
  readonly client: (name: string) => CertificateFiles;
}

/** Makes an authority with `openssl`, real certificates of which a test's programs show and check. */
export const makeCertificates = (folder: string, authorityName: string): TestCertificates => {
  const at = (name: string): string => join(folder, `${authorityName}-${name}`);
  const openssl = (...parameters: readonly string[]): void =>
    void execFileSync('openssl', parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = { certificate: at('ca.pem'), key: at('ca-key.pem') };
  const authorityFiles = ['-keyout', authority.key, '-out', authority.certificate];
  openssl('req', '-x509', ...newKey, ...authorityFiles, '-days', '1', '-subj', `/CN=${authorityName}`);
  const sign = (name: string, extension: string): CertificateFiles => {
    const files = { certificate: at(`${name}.pem`), key: at(`${name}-key.pem`) };
    const [request, extensions] = [at(`${name}.csr`), at(`${name}.ext`)];
    writeFileSync(extensions, extension);
    openssl('req', ...newKey, '-keyout', files.key, '-out', request, '-subj', `/CN=${name}`);
    const signer = ['-CA', authority.certificate, '-CAkey', authority.key, '-CAcreateserial'];
    openssl('x509', '-req', '-in', request, ...signer, '-out', files.certificate, '-days', '1', '-extfile', extensions);
    return files;
  };
  return {
    authority: authority.certificate,
    server: sign('server', 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\nextendedKeyUsage=serverAuth\n'),
    client: (name) => sign(name, 'extendedKeyUsage=clientAuth\n'),
  };
};
