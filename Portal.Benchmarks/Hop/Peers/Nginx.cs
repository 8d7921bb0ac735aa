using System.Net;
using System.Net.Sockets;
using Portal.Benchmarks.Servers;

namespace Portal.Benchmarks.Hop.Peers;

/// <summary>
/// Debian's nginx in front of AppB: a subrequest validates the token (auth_request), then the caller's own AppB token is
/// forwarded. It exchanges no token, so it does less than the portal.
/// </summary>
internal static class Nginx
{
    private const string Program = "/usr/sbin/nginx";

    /// <summary>Null if nginx is not installed.</summary>
    public static async Task<ServerProcess?> StartAsync(
        Uri appB, Uri checkToken, BenchmarkOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(Program))
            return null;

        var folder = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "nginx")).FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, Settings(folder, address, appB, checkToken), cancellationToken);
        return await ServerProcess.StartProgramAsync(
            [Program, "-p", folder, "-e", "stderr", "-c", file], address, options, cancellationToken);
    }

    // One process, as each of the other servers is.
    private static string Settings(string folder, Uri address, Uri appB, Uri checkToken) =>
        $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        error_log stderr;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          keepalive_requests 1000000000;
          proxy_buffers 8 64k;
          upstream appb { server {{appB.Authority}}; keepalive 16; keepalive_requests 1000000000; }
          upstream check { server {{checkToken.Authority}}; keepalive 16; keepalive_requests 1000000000; }
          proxy_http_version 1.1;
          server {
            listen {{address.Authority}};
            location / {
              auth_request /check;
              proxy_set_header Connection "";
              proxy_set_header Host {{appB.Authority}};
              proxy_pass http://appb;
            }
            location = /check {
              internal;
              proxy_set_header Connection "";
              proxy_set_header Host {{checkToken.Authority}};
              proxy_set_header Content-Length "";
              proxy_pass_request_body off;
              proxy_pass http://check{{checkToken.AbsolutePath}};
            }
          }
        }
        """;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
