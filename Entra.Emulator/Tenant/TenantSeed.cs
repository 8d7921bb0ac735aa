using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entra.Emulator.Hosting;

namespace Entra.Emulator.Tenant;

/// <summary>Reads <c>tenant.json</c>; a mistake in it stops the start and names its place.</summary>
internal static class TenantSeed
{
    private const string FileName = "Tenant/tenant.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static TenantDirectory Load()
    {
        using var stream = typeof(TenantSeed).Assembly.GetManifestResourceStream("tenant.json")
            ?? throw new InvalidOperationException($"{FileName} is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <exception cref="StartRefusedException">The text is no tenant; the message says where and why.</exception>
    public static TenantDirectory Parse(string json)
    {
        TenantDirectory tenant;
        try
        {
            tenant = JsonSerializer.Deserialize<TenantDirectory>(json, Json)
                ?? throw new StartRefusedException($"{FileName} is empty.");
        }
        catch (JsonException e)
        {
            throw new StartRefusedException($"{FileName}: {e.Path}: {e.Message}", e);
        }

        var problems = TenantValidation.Problems(tenant).ToList();
        if (problems.Count > 0)
            throw new StartRefusedException($"{FileName}: {string.Join(" ", problems)}");

        return tenant with { Groups = [.. tenant.Groups.SelectMany(Expand)] };
    }

    private static IEnumerable<Group> Expand(Group group) => group.Count == 1
        ? [group]
        : Enumerable.Range(1, group.Count).Select(n => group with
        {
            Id = Plus(group.Id, n),
            Name = string.Create(CultureInfo.InvariantCulture, $"{group.Name} {n:000}"),
            Count = 1,
        });

    private static Guid Plus(Guid id, int n)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        var tail = bytes.AsSpan(8);
        BinaryPrimitives.WriteUInt64BigEndian(tail, BinaryPrimitives.ReadUInt64BigEndian(tail) + (ulong)n);
        return new Guid(bytes, bigEndian: true);
    }
}
