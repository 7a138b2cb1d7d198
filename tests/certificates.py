"""Certificates for tests, made once a process: an authority of our own, an office with an RSA key, a chair with an EC key, and their PKCS#12."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner

PASSWORD = "mật khẩu"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
USAGE = ("digital_signature", "content_commitment")


@dataclass(frozen=True)
class Holder:
    """A certificate with its key and the authority's certificate."""

    certificate: x509.Certificate
    key: Key
    authority: x509.Certificate

    @property
    def packed(self) -> bytes:
        """PKCS#12 under PASSWORD."""
        return pkcs12.serialize_key_and_certificates(b"k", self.key, self.certificate, [self.authority], BestAvailableEncryption(PASSWORD.encode()))

    @property
    def base64(self) -> str:
        return base64.b64encode(self.packed).decode()

    @property
    def signer(self) -> SimpleSigner:
        """As another tool would sign."""
        return SimpleSigner.load_pkcs12_data(self.packed, [], PASSWORD.encode())


def name(common: str, organisation: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)])


def certificate(
    subject: x509.Name, key: Key, issuer: x509.Name, issuer_key: Key, *, is_authority: bool, years: tuple[int, int] = (2020, 2040)
) -> x509.Certificate:
    flags = dict.fromkeys(
        ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"], False
    )
    flags |= {"key_cert_sign": is_authority, "crl_sign": is_authority} | (dict.fromkeys(USAGE, True) if not is_authority else {})
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(years[0], 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(years[1], 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**flags), critical=True)
        .sign(issuer_key, SHA256())
    )


AUTHORITY_NAME = name("Cơ quan chứng thực thử nghiệm", "Thử nghiệm")


@cache
def authority_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def authority() -> x509.Certificate:
    return certificate(AUTHORITY_NAME, authority_key(), AUTHORITY_NAME, authority_key(), is_authority=True)


def authority_pem() -> bytes:
    return authority().public_bytes(Encoding.PEM)


def holder(common: str, organisation: str, key: Key, years: tuple[int, int] = (2020, 2040)) -> Holder:
    made = certificate(name(common, organisation), key, AUTHORITY_NAME, authority_key(), is_authority=False, years=years)
    return Holder(made, key, authority())


@cache
def office() -> Holder:
    return holder("Ủy ban nhân dân phường Bách Quang", "UBND phường Bách Quang", rsa.generate_private_key(65537, 2048))


@cache
def chair() -> Holder:
    return holder("Nguyễn Văn An", "UBND phường Bách Quang", ec.generate_private_key(ec.SECP256R1()))


@cache
def expired() -> Holder:
    return holder("Trần Thị Bình", "UBND phường Bách Quang", ec.generate_private_key(ec.SECP256R1()), years=(2020, 2022))
