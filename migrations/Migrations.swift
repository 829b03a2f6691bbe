package enum Migrations { package static let first = PackageResources.V0001_registry_sql }
