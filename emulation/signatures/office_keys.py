"""The certificates (PKCS#12) with which this installation signs for its offices: one for each issuer, from the environment or a folder."""

import base64
import binascii
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.sign.signers import SimpleSigner

from emulation.signatures.reports import CertificateOutOfDate


class OfficeSigner(SimpleSigner):
    """Signs with a key that is loaded once: SimpleSigner loads and checks an RSA key at every signature, ten times the work of signing."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    signing_cert: Certificate

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw signature; a dry run only wants to know its greatest length."""
        if dry_run:
            return bytes(self.key.key_size // 4 + 16)
        digest = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(data, PKCS1v15(), digest)
        return self.key.sign(data, ECDSA(digest))

    def check_date(self, at: datetime | None = None) -> None:
        """Raises CertificateOutOfDate unless the certificate is valid at this time."""
        validity = self.signing_cert["tbs_certificate"]["validity"]
        first, last = validity["not_before"].native, validity["not_after"].native
        if not first <= (at or timezone.now()) <= last:
            raise CertificateOutOfDate(
                f"Chứng thư số của cơ quan chỉ có giá trị từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Xin báo người quản trị thay chứng thư số mới."
            )


def office_signer(issuer_code: str) -> OfficeSigner | None:
    """The signer of this issuer; None where it has no certificate here. Raises ImproperlyConfigured for a certificate or passphrase that is wrong.

    Loaded once in a process: a new certificate asks for a restart.
    """
    return _signer(settings.OFFICE_CERTIFICATES, settings.OFFICE_CERTIFICATE_PASSWORD, issuer_code)


@lru_cache(maxsize=64)
def _signer(certificates: str, password: str, issuer_code: str) -> OfficeSigner | None:
    content = _certificates(certificates).get(issuer_code)
    if content is None:
        return None
    try:
        packed = base64.b64decode(content, validate=True) if isinstance(content, str) else content.read_bytes()
        key = pkcs12.load_key_and_certificates(packed, password.encode() or None)[0]
        signer = OfficeSigner.load_pkcs12_data(packed, other_certs=[], passphrase=password.encode() or None)
    except (ValueError, OSError, binascii.Error) as error:
        raise ImproperlyConfigured(f"The certificate of {issuer_code} cannot be opened: is it PKCS#12, and the passphrase right?") from error
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise ImproperlyConfigured(f"The certificate of {issuer_code} must have an RSA or an EC key.")
    # `load_pkcs12_data` makes a SimpleSigner whatever class it is called on
    office = OfficeSigner(signing_cert=signer.signing_cert, signing_key=signer.signing_key, cert_registry=signer.cert_registry)
    office.key = key
    return office


def _certificates(setting: str) -> dict[str, Path | str]:
    """Files or base64 by issuer code, of OFFICE_CERTIFICATES: "file:///folder" of CODE.p12, or "CODE=base64,CODE=base64"."""
    if setting.startswith("file://"):
        return {path.stem: path for path in Path(setting.removeprefix("file://")).glob("*.p12")}
    pairs = (pair.partition("=") for pair in setting.split(",") if pair.strip())
    return {code.strip(): content.strip() for code, _, content in pairs}


def trusted_roots() -> list[object]:
    """The certificates (asn1crypto's) of the authorities that the settings trust. Raises ImproperlyConfigured when a file has none."""
    return list(_roots(settings.SIGNATURE_ROOTS))


@lru_cache(maxsize=8)
def _roots(setting: str) -> tuple[object, ...]:
    """All certificates of the file, or of every .pem, .crt and .cer file of the folder, that SIGNATURE_ROOTS names."""
    if not setting:
        return ()
    place = Path(setting)
    files = sorted(path for path in place.iterdir() if path.suffix in {".pem", ".crt", ".cer"}) if place.is_dir() else [place]
    try:
        return tuple(certificate for file in files for certificate in load_certs_from_pemder_data(file.read_bytes()))
    except (ValueError, OSError) as error:
        raise ImproperlyConfigured("SIGNATURE_ROOTS must name a file or a folder of certificates in PEM or DER.") from error
