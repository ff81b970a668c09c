#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace digest::test {

using Clock = std::chrono::steady_clock;
using Headers = std::vector<std::pair<std::string, std::string>>;

/// A request as it came. `ended` is set in the log only: when its reply was sent, or given up.
struct Request {
    int number = 0;      ///< 0, 1, 2, … in the order in which they came
    int connection = 0;  ///< index into LoopbackServer::connections()
    std::string method{};
    std::string target{};                        ///< as it stood in the request line: "/api/query?start=0"
    std::string path{};                          ///< decoded, without the query
    std::map<std::string, std::string> query{};  ///< decoded, '+' is a blank; of a repeated name the last
    Headers headers{};
    std::string body{};
    Clock::time_point started{};
    Clock::time_point ended{};

    std::string header(std::string_view name) const;        ///< whatever its case; empty when missing
    std::string value(const std::string& parameter) const;  ///< of the query; empty when missing
};

struct Connection {
    Clock::time_point opened{};
    Clock::time_point closed{};  ///< the epoch while it is open
};

/// What is sent. Made by the functions below, which may be combined: gzipped(ok("…")), cut_short(ok("…"), 10).
struct Reply {
    enum class Delivery {
        whole,
        chunked,
        cut_short,  ///< Content-Length is true, only `bytes` of the body are sent
        reset,      ///< `bytes` of the whole reply (head included), then RST
        silence,    ///< nothing at all until the server stops or the client leaves
        drip,       ///< one byte of the body every `pause`
        bad_chunk,  ///< a chunk whose length is no number
        raw,        ///< `body` as it stands, without any head
        padding,    ///< `bytes` blanks, chunked, never held in memory
    };
    int status = 200;
    Headers headers{};
    std::string body{};
    Delivery delivery = Delivery::whole;
    std::size_t bytes = 0;
    std::chrono::milliseconds pause{0};
    std::chrono::milliseconds delay{0};  ///< before the first byte
};

Reply ok(std::string body, std::string content_type = "application/atom+xml; charset=utf-8");
Reply status(int status, std::string body = {}, std::string content_type = "text/plain");
Reply redirect(int status, std::string location);
Reply with_header(Reply reply, std::string name, std::string value);
Reply delayed(Reply reply, std::chrono::milliseconds delay);
Reply chunked(Reply reply);
Reply gzipped(Reply reply);
Reply cut_short(Reply reply, std::size_t body_bytes);
Reply drip(Reply reply, std::chrono::milliseconds pause);
Reply reset(std::size_t after_bytes = 0);
Reply silence();
Reply bad_gzip();
Reply bad_chunk();
Reply garbage();                     ///< bytes that are not HTTP
Reply hang_up();                     ///< closes without a byte
Reply padding(std::size_t bytes);    ///< so many blanks
Reply gzip_bomb(std::size_t bytes);  ///< so many blanks, compressed to a thousandth

/// HTTP/1.1 on 127.0.0.1 at a free port, each connection in its own thread. The responder is called for one request
/// at a time, so it needs no lock against itself.
class LoopbackServer {
  public:
    using Responder = std::function<Reply(const Request&)>;

    explicit LoopbackServer(Responder responder);
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    ~LoopbackServer();

    int port() const;
    std::string url(std::string_view path = {}) const;  ///< "http://127.0.0.1:<port>" + path

    std::vector<Request> requests() const;
    std::vector<Connection> connections() const;
    int most_connections_at_once() const;
    int most_requests_at_once() const;
    /// From the start of the first request to the start of the last.
    Clock::duration time_of_requests() const;
    void forget();  ///< empties the log; numbers begin at 0 again
    void stop();    ///< ends silent and dripping replies, closes everything; the destructor does it too

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace digest::test
