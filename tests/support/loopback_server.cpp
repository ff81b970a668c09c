#include "support/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace digest::test {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char low = lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::string decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                   hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

void read_target(Request& request) {
    const std::string_view target = request.target;
    const auto mark = target.find('?');
    request.path = decode(target.substr(0, mark));
    if (mark == std::string_view::npos) {
        return;
    }
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto pair = rest.substr(0, end);
        const auto equals = std::min(pair.find('='), pair.size());
        if (!pair.empty()) {
            request.query[decode(pair.substr(0, equals))] = equals < pair.size() ? decode(pair.substr(equals + 1)) : "";
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string compress(std::string_view text) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::runtime_error("deflateInit2");
    }
    std::string out(deflateBound(&stream, text.size()), '\0');
    std::string in(text);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string head_of(const Reply& reply, std::optional<std::size_t> length) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Scripted\r\n";
    for (const auto& [name, value] : reply.headers) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
    if (length) {
        head += "Content-Length: " + std::to_string(*length) + "\r\n";
    } else {
        head += "Transfer-Encoding: chunked\r\n";
    }
    return head + "\r\n";
}

std::string chunk(std::string_view bytes) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes.size(), 16).ptr;
    std::string out(digits.data(), end);
    out.append("\r\n").append(bytes).append("\r\n");
    return out;
}

void abort_connection(int socket) {
    const linger at_once{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/// Bytes of one connection, read on demand.
class Reader {
  public:
    explicit Reader(int socket) : socket_(socket) {}

    bool has_byte() { return !buffer_.empty() || fill(); }

    std::optional<std::string> head() {
        std::size_t end = 0;
        while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
            if (!fill()) {
                return std::nullopt;
            }
        }
        std::string out = buffer_.substr(0, end + 2);
        buffer_.erase(0, end + 4);
        return out;
    }

    bool body(std::size_t length, std::string& out) {
        while (buffer_.size() < length) {
            if (!fill()) {
                return false;
            }
        }
        out = buffer_.substr(0, length);
        buffer_.erase(0, length);
        return true;
    }

  private:
    bool fill() {
        std::array<char, 16384> bytes{};
        const auto got = ::recv(socket_, bytes.data(), bytes.size(), 0);
        if (got <= 0) {
            return false;
        }
        buffer_.append(bytes.data(), static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    std::string buffer_{};
};

std::optional<Request> parse_head(std::string_view head) {
    Request request;
    const auto line_end = head.find("\r\n");
    const auto line = head.substr(0, line_end);
    const auto first = line.find(' ');
    const auto second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos) {
        return std::nullopt;
    }
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, second - first - 1);
    read_target(request);
    head.remove_prefix(line_end + 2);
    while (!head.empty()) {
        const auto end = head.find("\r\n");
        const auto field = head.substr(0, end);
        const auto colon = field.find(':');
        if (colon != std::string_view::npos) {
            auto value = field.substr(colon + 1);
            while (!value.empty() && value.front() == ' ') {
                value.remove_prefix(1);
            }
            request.headers.emplace_back(field.substr(0, colon), value);
        }
        head.remove_prefix(end + 2);
    }
    return request;
}

}  // namespace

std::string Request::header(std::string_view name) const {
    for (const auto& [key, text] : headers) {
        if (same_name(key, name)) {
            return text;
        }
    }
    return {};
}

std::string Request::value(const std::string& parameter) const {
    const auto found = query.find(parameter);
    return found == query.end() ? std::string{} : found->second;
}

Reply ok(std::string body, std::string content_type) {
    return status(200, std::move(body), std::move(content_type));
}

Reply status(int status, std::string body, std::string content_type) {
    Reply reply;
    reply.status = status;
    reply.headers.emplace_back("Content-Type", std::move(content_type));
    reply.body = std::move(body);
    return reply;
}

Reply redirect(int code, std::string location) {
    return with_header(status(code), "Location", std::move(location));
}

Reply with_header(Reply reply, std::string name, std::string value) {
    reply.headers.emplace_back(std::move(name), std::move(value));
    return reply;
}

Reply delayed(Reply reply, std::chrono::milliseconds delay) {
    reply.delay = delay;
    return reply;
}

Reply chunked(Reply reply) {
    reply.delivery = Reply::Delivery::chunked;
    return reply;
}

Reply gzipped(Reply reply) {
    reply.body = compress(reply.body);
    return with_header(std::move(reply), "Content-Encoding", "gzip");
}

Reply cut_short(Reply reply, std::size_t body_bytes) {
    reply.delivery = Reply::Delivery::cut_short;
    reply.bytes = body_bytes;
    return reply;
}

Reply drip(Reply reply, std::chrono::milliseconds pause) {
    reply.delivery = Reply::Delivery::drip;
    reply.pause = pause;
    return reply;
}

Reply reset(std::size_t after_bytes) {
    Reply reply = ok(std::string(4096, ' '));
    reply.delivery = Reply::Delivery::reset;
    reply.bytes = after_bytes;
    return reply;
}

Reply silence() {
    Reply reply;
    reply.delivery = Reply::Delivery::silence;
    return reply;
}

Reply bad_gzip() {
    return with_header(ok("\x1f\x8b\x08 this was never compressed"), "Content-Encoding", "gzip");
}

Reply bad_chunk() {
    Reply reply = ok("<feed>");
    reply.delivery = Reply::Delivery::bad_chunk;
    return reply;
}

Reply garbage() {
    Reply reply;
    reply.delivery = Reply::Delivery::raw;
    reply.body = "\x16\x03\x01 this is no answer \r\n\r\n";
    return reply;
}

Reply hang_up() {
    Reply reply;
    reply.delivery = Reply::Delivery::raw;
    return reply;
}

Reply padding(std::size_t bytes) {
    Reply reply = ok({});
    reply.delivery = Reply::Delivery::padding;
    reply.bytes = bytes;
    return reply;
}

Reply gzip_bomb(std::size_t bytes) {
    return gzipped(ok(std::string(bytes, ' ')));
}

struct LoopbackServer::State {
    struct Worker {
        std::thread thread{};
        int socket = -1;
        std::size_t connection = 0;
        bool finished = false;
        bool in_request = false;
    };

    Responder responder{};
    int listener = -1;
    int port = 0;
    std::thread acceptor{};
    std::list<Worker> workers{};  // guarded by mutex, as all below
    mutable std::mutex mutex{};
    std::mutex responder_mutex{};
    std::condition_variable stopping_changed{};
    bool stopping = false;
    std::vector<Request> log{};
    std::vector<Connection> connections{};
    int most_connections = 0;
    int most_requests = 0;
    int generation = 0;

    void accept_all();
    void serve(Worker& worker);
    bool serve_one(Worker& worker, Reader& reader);
    bool deliver(int socket, const Request& request, const Reply& reply);
    bool deliver_slowly(int socket, const Reply& reply);
    bool deliver_padding(int socket, const Reply& reply);
    void count_open();

    /// False when the server stops.
    bool pause(std::chrono::milliseconds time) {
        std::unique_lock lock(mutex);
        return !stopping_changed.wait_for(lock, time, [this] { return stopping; });
    }
};

// A peer that has its answer and has hung up may not have been noticed by its thread yet: ask the kernel.
void LoopbackServer::State::count_open() {
    int connected = 0;
    int asking = 0;
    for (const Worker& worker : workers) {
        if (worker.finished) {
            continue;
        }
        pollfd state{worker.socket, POLLRDHUP, 0};
        ::poll(&state, 1, 0);
        if ((state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) {
            continue;
        }
        ++connected;
        if (worker.in_request) {
            ++asking;
        }
    }
    most_connections = std::max(most_connections, connected);
    most_requests = std::max(most_requests, asking);
}

void LoopbackServer::State::accept_all() {
    while (true) {
        const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        const auto now = Clock::now();
        const std::lock_guard lock(mutex);
        if (stopping || socket < 0) {
            if (socket >= 0) {
                ::close(socket);
            }
            if (stopping) {
                return;
            }
            continue;
        }
        const int at_once = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
        Worker& worker = workers.emplace_back();
        worker.socket = socket;
        worker.connection = connections.size();
        connections.push_back({now, {}});
        count_open();
        worker.thread = std::thread([this, &worker] { serve(worker); });
    }
}

void LoopbackServer::State::serve(Worker& worker) {
    Reader reader(worker.socket);
    while (reader.has_byte() && serve_one(worker, reader)) {
    }
    const std::lock_guard lock(mutex);
    worker.finished = true;
    ::close(worker.socket);
    if (worker.connection < connections.size()) {
        connections[worker.connection].closed = Clock::now();
    }
}

bool LoopbackServer::State::serve_one(Worker& worker, Reader& reader) {
    const auto started = Clock::now();
    const auto head = reader.head();
    if (!head) {
        return false;
    }
    auto request = parse_head(*head);
    if (!request) {
        return false;
    }
    const std::string length_text = request->header("Content-Length");
    std::size_t length = 0;
    std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
    if (!request->header("Expect").empty() && !send_all(worker.socket, "HTTP/1.1 100 Continue\r\n\r\n")) {
        return false;
    }
    if (!reader.body(length, request->body)) {
        return false;
    }
    request->started = started;
    request->connection = static_cast<int>(worker.connection);

    std::size_t place = 0;
    int born = 0;
    {
        const std::lock_guard lock(mutex);
        place = log.size();
        born = generation;
        request->number = static_cast<int>(place);
        log.push_back(*request);
        worker.in_request = true;
        count_open();
    }
    Reply reply;
    {
        const std::lock_guard lock(responder_mutex);
        reply = responder(*request);
    }
    const bool keep = deliver(worker.socket, *request, reply);
    const std::lock_guard lock(mutex);
    worker.in_request = false;
    if (born == generation) {
        log[place].ended = Clock::now();
    }
    return keep && !stopping && !same_name(request->header("Connection"), "close");
}

bool LoopbackServer::State::deliver_slowly(int socket, const Reply& reply) {
    if (!send_all(socket, head_of(reply, reply.body.size()))) {
        return false;
    }
    for (const char byte : reply.body) {
        if (!send_all(socket, std::string_view(&byte, 1)) || !pause(reply.pause)) {
            return false;
        }
    }
    return true;
}

bool LoopbackServer::State::deliver_padding(int socket, const Reply& reply) {
    if (!send_all(socket, head_of(reply, std::nullopt))) {
        return false;
    }
    const std::string blanks = chunk(std::string(65536, ' '));
    for (std::size_t sent = 0; sent < reply.bytes; sent += 65536) {
        if (!send_all(socket, blanks)) {
            return false;
        }
    }
    return send_all(socket, chunk({}));
}

/// Whether the connection may serve another request.
bool LoopbackServer::State::deliver(int socket, const Request& request, const Reply& reply) {
    if (reply.delay.count() > 0 && !pause(reply.delay)) {
        return false;
    }
    const std::string_view body = request.method == "HEAD" ? std::string_view{} : std::string_view(reply.body);
    switch (reply.delivery) {
        case Reply::Delivery::whole:
            return send_all(socket, head_of(reply, reply.body.size()).append(body));
        case Reply::Delivery::chunked: {
            const auto half = body.size() / 2;
            std::string bytes = head_of(reply, std::nullopt);
            if (half > 0) {
                bytes += chunk(body.substr(0, half));
            }
            if (!body.empty()) {
                bytes += chunk(body.substr(half));
            }
            return send_all(socket, bytes + chunk({}));
        }
        case Reply::Delivery::cut_short:
            send_all(socket, head_of(reply, reply.body.size()).append(body.substr(0, reply.bytes)));
            return false;
        case Reply::Delivery::reset:
            if (reply.bytes > 0) {
                send_all(socket, head_of(reply, reply.body.size()).append(body).substr(0, reply.bytes));
            }
            abort_connection(socket);
            return false;
        case Reply::Delivery::silence: {
            pollfd state{socket, POLLRDHUP, 0};
            while (pause(std::chrono::milliseconds{5})) {
                if (::poll(&state, 1, 0) > 0) {
                    break;
                }
            }
            return false;
        }
        case Reply::Delivery::drip:
            return deliver_slowly(socket, reply);
        case Reply::Delivery::bad_chunk:
            send_all(socket, head_of(reply, std::nullopt).append("6\r\n<feed>\r\nno number\r\n"));
            return false;
        case Reply::Delivery::raw:
            send_all(socket, body);
            return false;
        case Reply::Delivery::padding:
            return deliver_padding(socket, reply);
    }
    return false;
}

LoopbackServer::LoopbackServer(Responder responder) : state_(std::make_unique<State>()) {
    state_->responder = std::move(responder);
    state_->listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (state_->listener < 0 || ::bind(state_->listener, generic, length) != 0 || ::listen(state_->listener, 64) != 0 ||
        ::getsockname(state_->listener, generic, &length) != 0) {
        throw std::runtime_error("no loopback socket");
    }
    state_->port = ntohs(address.sin_port);
    state_->acceptor = std::thread([state = state_.get()] { state->accept_all(); });
}

LoopbackServer::~LoopbackServer() {
    stop();
}

void LoopbackServer::stop() {
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->stopping) {
            return;
        }
        state_->stopping = true;
        for (const State::Worker& worker : state_->workers) {
            if (!worker.finished) {
                ::shutdown(worker.socket, SHUT_RDWR);
            }
        }
    }
    state_->stopping_changed.notify_all();
    ::shutdown(state_->listener, SHUT_RDWR);
    state_->acceptor.join();
    ::close(state_->listener);
    for (State::Worker& worker : state_->workers) {
        worker.thread.join();
    }
}

int LoopbackServer::port() const {
    return state_->port;
}

std::string LoopbackServer::url(std::string_view path) const {
    return std::string("http://127.0.0.1:").append(std::to_string(state_->port)).append(path);
}

std::vector<Request> LoopbackServer::requests() const {
    const std::lock_guard lock(state_->mutex);
    return state_->log;
}

std::vector<Connection> LoopbackServer::connections() const {
    const std::lock_guard lock(state_->mutex);
    return state_->connections;
}

int LoopbackServer::most_connections_at_once() const {
    const std::lock_guard lock(state_->mutex);
    return state_->most_connections;
}

int LoopbackServer::most_requests_at_once() const {
    const std::lock_guard lock(state_->mutex);
    return state_->most_requests;
}

Clock::duration LoopbackServer::time_of_requests() const {
    const std::lock_guard lock(state_->mutex);
    if (state_->log.empty()) {
        return {};
    }
    const auto [first, last] =
        std::minmax_element(state_->log.begin(), state_->log.end(),
                            [](const Request& a, const Request& b) { return a.started < b.started; });
    return last->started - first->started;
}

void LoopbackServer::forget() {
    const std::lock_guard lock(state_->mutex);
    state_->log.clear();
    ++state_->generation;
    state_->most_connections = 0;
    state_->most_requests = 0;
}

}  // namespace digest::test
