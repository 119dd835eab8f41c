import {createPrivateKey, generateKeyPairSync, randomInt, sign} from 'node:crypto';

/** Writes one value in DER (X.690): its tag, its length, its content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const {length} = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const time = (year: number): Buffer => der(0x17, Buffer.from(`${year % 100}0101000000Z`));

const serialNumber = (): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(randomInt(2 ** 24, 2 ** 31));
  return bytes;
};

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const subjectAltName = oid('551d11');
const commonName = oid('550403');

/**
 * Makes a certificate (RFC 5280) that vouches for itself, for servers that a test starts. Node can read certificates but
 * makes none, and a key that stands in a repository is taken for a leaked one.
 */
export function selfSigned(...names: readonly string[]): {readonly key: string; readonly cert: string} {
  const {publicKey, privateKey} = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: {type: 'spki', format: 'der'},
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
  });
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(names[0] ?? 'localhost')))));
  const thisYear = new Date().getUTCFullYear();
  const alternatives = sequence(...names.map((dnsName) => der(0x82, Buffer.from(dnsName))));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // Firefox refuses two certificates of one issuer with the same serial number.
    der(0x02, serialNumber()),
    ecdsaWithSha256,
    name,
    sequence(time(thisYear - 1), time(thisYear + 2)),
    name,
    publicKey,
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, alternatives)))),
  );
  const signature = sign('sha256', content, createPrivateKey(privateKey));
  const bytes = sequence(content, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = bytes.toString('base64').replace(/.{1,64}/g, '$&\n');
  return {key: privateKey, cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`};
}
