using AccessContract.AspNetCore;
using AppB.Sample.Access;
using AppB.Sample.Contract;
using AppB.Sample.Customers;
using AppB.Sample.Data;
using AppB.Sample.Orders;
using AppB.Sample.Problems;
using AppB.Sample.Products;
using AppB.Sample.Reports;
using ServiceDefaults;

namespace AppB.Sample;

public static class Program
{
    public static Task<int> Main(string[] args) => AppRunner.RunAsync(() => Build(args));

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = AppBuilder.Create("AppB.Sample", "AppB", args);
        builder.AddLimits();
        builder.Services.AddWireFormat();
        builder.AddAccess();
        builder.AddOrderData();
        builder.Services.AddProblemResponses();
        builder.Services.AddContract();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseProblemResponses();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseJsonBodyCheck(Limits.BodyBytes);

        app.MapHealth();
        app.MapContract();
        app.MapAccessContract();
        app.MapOrders();
        app.MapCustomers();
        app.MapProducts();
        app.MapReports();
        return app;
    }
}
