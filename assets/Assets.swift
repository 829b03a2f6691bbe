/// What ships beside the binary and inside it.
package enum Assets {
    /// The OpenAPI 3.1 document of the HTTP API, as JSON.
    package static let openAPI = PackageResources.openapi_json
    /// The annotated example configuration, as YAML.
    package static let exampleConfiguration = PackageResources.rollcall_yaml
}
