using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entra.Emulator.Hosting;

namespace Entra.Emulator.Tenant;

/// <summary>Reads the tenant file. A mistake in it stops startup with its location.</summary>
internal static class TenantSeed
{
    private const string EmbeddedName = "Tenant/tenant.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads the tenant file at <paramref name="path"/>, or the built-in tenant.</summary>
    /// <exception cref="StartRefusedException">The file does not exist or is not valid.</exception>
    public static TenantDirectory Load(string? path = null)
    {
        if (string.IsNullOrEmpty(path))
            return Parse(Embedded());
        if (!File.Exists(path))
            throw new StartRefusedException($"Emulator:{nameof(EmulatorOptions.TenantFile)} names {path}, which does not exist.");

        return Parse(File.ReadAllText(path), path);
    }

    /// <exception cref="StartRefusedException">
    /// The text is not a valid tenant. The message says where and why.
    /// </exception>
    public static TenantDirectory Parse(string json, string file = EmbeddedName)
    {
        TenantDirectory tenant;
        try
        {
            tenant = JsonSerializer.Deserialize<TenantDirectory>(json, Json)
                ?? throw new StartRefusedException($"{file} is empty.");
        }
        catch (JsonException e)
        {
            throw new StartRefusedException($"{file}, line {e.LineNumber + 1}: {e.Path}: {e.Message}", e);
        }

        var problems = TenantValidation.Problems(tenant).ToList();
        if (problems.Count > 0)
        {
            var lines = JsonLines.Read(Encoding.UTF8.GetBytes(json));
            throw new StartRefusedException(
                $"{file}, {string.Join(" ", problems.Select(p => $"line {lines.Of(p.Path)}: {p.Path}: {p.Text}"))}");
        }

        return tenant with { Groups = [.. tenant.Groups.SelectMany(Expand)] };
    }

    private static string Embedded()
    {
        using var stream = typeof(TenantSeed).Assembly.GetManifestResourceStream("tenant.json")
            ?? throw new InvalidOperationException($"{EmbeddedName} is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
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
