// The portal on Azure Container Apps with Azure Managed Redis, Azure Database for PostgreSQL and Key Vault. Its managed
// identity replaces the client secret and all passwords: docs/containers.md lists what must be granted to it.
targetScope = 'resourceGroup'

@description('Prefix of all resource names.')
@maxLength(10)
param name string = 'portal'
param location string = resourceGroup().location

@description('Image in a registry that the managed identity may pull from.')
param image string

@description('Name of the Azure Container Registry that holds the image, in this resource group.')
param registryName string

@description('Public host name, bound to the app as a custom domain.')
param host string

@description('Resource id of the certificate of the host name; empty in the first deployment, before it is bound.')
param certificateId string = ''

param tenantId string = subscription().tenantId
param portalClientId string
param appbClientId string
param appbUrl string

@description('Address of an OpenTelemetry collector; empty: no telemetry.')
param otlpEndpoint string = ''

@minValue(2)
param minReplicas int = 3
param maxReplicas int = 9

@description('Object id and name of the Entra group that administers PostgreSQL.')
param databaseAdministratorId string
param databaseAdministratorName string

@secure()
@description('PEM certificate that encrypts the Data Protection keys, and its private key.')
param keysCertificate string
@secure()
param keysPrivateKey string

// Redis, PostgreSQL and Key Vault have DNS names that all of Azure shares. A vault's name has at most 24 characters.
var globalName = '${name}-${uniqueString(resourceGroup().id)}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, acrPull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

resource redis 'Microsoft.Cache/redisEnterprise@2025-04-01' = {
  name: globalName
  location: location
  sku: { name: 'Balanced_B1' }
  properties: { minimumTlsVersion: '1.2' }
}

resource redisDatabase 'Microsoft.Cache/redisEnterprise/databases@2025-04-01' = {
  parent: redis
  name: 'default'
  properties: {
    clientProtocol: 'Encrypted'
    port: 10000

    // One endpoint as for a single server.
    clusteringPolicy: 'EnterpriseCluster'
    evictionPolicy: 'VolatileTTL'
    accessKeysAuthentication: 'Disabled'
  }

  resource portal 'accessPolicyAssignments' = {
    name: 'portal'
    properties: {
      accessPolicyName: 'default'
      user: { objectId: identity.properties.principalId }
    }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: globalName
  location: location
  sku: { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '17'
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled', tenantId: tenantId }
  }

  resource portal 'databases' = {
    name: 'portal'
  }

  // The outgoing addresses of Container Apps change. Any Azure service may connect, but only with a token of Entra ID.
  resource azureServices 'firewallRules' = {
    name: 'AllowAzureServices'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }

    // The server refuses a change while another is in progress.
    dependsOn: [ portal ]
  }

  resource administrator 'administrators' = {
    name: databaseAdministratorId
    properties: {
      principalName: databaseAdministratorName
      principalType: 'Group'
      tenantId: tenantId
    }
    dependsOn: [ azureServices ]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: globalName
  location: location
  properties: {
    tenantId: tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }

  resource certificate 'secrets' = {
    name: 'keys-certificate'
    properties: { value: keysCertificate }
  }

  resource privateKey 'secrets' = {
    name: 'keys-private-key'
    properties: { value: keysPrivateKey }
  }
}

var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

var redisConnection = '${redis.properties.hostName}:10000,ssl=true,user=${identity.properties.principalId}'
var databaseConnection = 'Host=${database.properties.fullyQualifiedDomainName};Database=portal;Username=${identity.name};SSL Mode=VerifyFull'

// A probe by the replica's address would get 400, because AllowedHosts does not contain it.
var probeHost = [ { name: 'Host', value: 'localhost' } ]

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }

  // What the portal needs when it starts.
  dependsOn: [ pull, readSecrets, redisDatabase::portal, database::portal, database::administrator ]
  properties: {
    environmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [ { server: registry.properties.loginServer, identity: identity.id } ]
      ingress: {
        external: true
        targetPort: 8080
        transport: 'http'
        allowInsecure: false

        // The connection of an open page and its requests must reach the same replica.
        stickySessions: { affinity: 'sticky' }

        // A deployment without the domain would remove it.
        customDomains: empty(certificateId) ? [] : [
          { name: host, bindingType: 'SniEnabled', certificateId: certificateId }
        ]
      }
      secrets: [
        { name: 'keys-certificate', keyVaultUrl: vault::certificate.properties.secretUri, identity: identity.id }
        { name: 'keys-private-key', keyVaultUrl: vault::privateKey.properties.secretUri, identity: identity.id }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'portal'
          image: image
          resources: { cpu: json('1.0'), memory: '2Gi' }
          env: [
            { name: 'AzureAd__Instance', value: az.environment().authentication.loginEndpoint }
            { name: 'AzureAd__TenantId', value: tenantId }
            { name: 'Portal__AzureAd__ClientId', value: portalClientId }
            {
              name: 'Portal__AzureAd__ClientCredentials__0__SourceType'
              value: 'SignedAssertionFromManagedIdentity'
            }
            {
              name: 'Portal__AzureAd__ClientCredentials__0__ManagedIdentityClientId'
              value: identity.properties.clientId
            }
            { name: 'Portal__DownstreamApis__AppB__BaseUrl', value: appbUrl }
            { name: 'Portal__DownstreamApis__AppB__Scopes__0', value: '${appbClientId}/access_as_user' }
            { name: 'Portal__AllowedHosts', value: '${host};localhost' }
            { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }

            // The ingress of Container Apps connects from these.
            { name: 'Portal__TrustedProxies', value: '100.100.0.0/16;10.0.0.0/8' }
            { name: 'Portal__DataProtection__Certificate__Path', value: '/keys/keys-certificate' }
            { name: 'Portal__DataProtection__Certificate__KeyPath', value: '/keys/keys-private-key' }

            // Without passwords: the portal requests tokens for its identity, which AZURE_CLIENT_ID chooses.
            { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
            { name: 'ConnectionStrings__redis', value: redisConnection }
            { name: 'ConnectionStrings__portal', value: databaseConnection }
            { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpEndpoint }
            { name: 'OTEL_METRIC_EXPORT_INTERVAL', value: '15000' }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/live', port: 8080, httpHeaders: probeHost }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: 8080, httpHeaders: probeHost }
              periodSeconds: 10
              timeoutSeconds: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/health/ready', port: 8080, httpHeaders: probeHost }
              periodSeconds: 5
              timeoutSeconds: 4
            }
          ]
          volumeMounts: [
            { volumeName: 'data', mountPath: '/data' }
            { volumeName: 'keys', mountPath: '/keys' }
          ]
        }
      ]
      volumes: [
        { name: 'data', storageType: 'EmptyDir' }
        {
          name: 'keys'
          storageType: 'Secret'
          secrets: [
            { secretRef: 'keys-certificate', path: 'keys-certificate' }
            { secretRef: 'keys-private-key', path: 'keys-private-key' }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          { name: 'cpu', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } } }
        ]
      }
    }
  }
}

output address string = app.properties.configuration.ingress.fqdn
output identityPrincipalId string = identity.properties.principalId
