using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults;

/// <summary>Wraps a registered service in another implementation of it.</summary>
public static class ServiceDecoration
{
    /// <summary>
    /// Wraps the last registration of <typeparamref name="TService"/> in what <paramref name="wrap"/> returns, with the same
    /// lifetime. The wrapped service is created when it is first used.
    /// </summary>
    public static IServiceCollection Decorate<TService>(
        this IServiceCollection services, Func<Lazy<TService>, IServiceProvider, TService> wrap)
        where TService : class
    {
        var inner = services.Last(d => d.ServiceType == typeof(TService) && !d.IsKeyedService);
        services.Remove(inner);
        services.Add(ServiceDescriptor.Describe(
            typeof(TService),
            provider => wrap(new Lazy<TService>(() => Create<TService>(inner, provider)), provider),
            inner.Lifetime));
        return services;
    }

    private static TService Create<TService>(ServiceDescriptor inner, IServiceProvider provider) =>
        (TService)(inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!));
}
