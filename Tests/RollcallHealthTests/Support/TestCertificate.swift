import NIOSSL

/// A self-signed certificate for localhost and 127.0.0.1 that nobody trusts.
enum TestCertificate {
    static func serverContext() throws -> NIOSSLContext {
        let certificate = try NIOSSLCertificate(bytes: Array(certificatePEM.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }

    private static let keyPEM = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIGfxtf+4ViHxKFndLFsulR6bCUl4fU+TvQDspw52OundoAoGCCqGSM49
        AwEHoUQDQgAEwOlU+9cbx9SkxiCGJ+L2xp1MYJdCpIaibm/qRTay2w6JgC1Tk1c6
        FtHGBvUDumzxwSVs2GjFiO3gMngv7eTyTQ==
        -----END EC PRIVATE KEY-----
        """

    private static let certificatePEM = """
        -----BEGIN CERTIFICATE-----
        MIIBmzCCAUGgAwIBAgIUTRwvG+2rT5NUg79D466JGtr3N9EwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzAxMjMyNFoYDzIxMjYxMDMw
        MDEyMzI0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATA6VT71xvH1KTGIIYn4vbGnUxgl0KkhqJub+pFNrLbDomALVOTVzoW
        0cYG9QO6bPHBJWzYaMWI7eAyeC/t5PJNo28wbTAdBgNVHQ4EFgQU/pVaD16fdMKl
        jj+F60l6fUbZBEcwHwYDVR0jBBgwFoAU/pVaD16fdMKljj+F60l6fUbZBEcwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDSAAwRQIhANvxafemsagwcAhns6acYzc6Qe+mjnvo5Hor8FhqXhGWAiBM
        mDlpcKOlb9lbMg6LOTkS8hdPiBlShcDGdUia6YVobA==
        -----END CERTIFICATE-----
        """
}
