#pragma once

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace digest::test {

/// A document as GitHub reads it (tables, bare addresses, strikethrough, task lists), raw HTML reported as such.
class CommonMark {
  public:
    explicit CommonMark(std::string_view markdown) {
        cmark_gfm_core_extensions_ensure_registered();
        cmark_parser* parser = cmark_parser_new(CMARK_OPT_UNSAFE);
        for (const char* name : {"table", "autolink", "strikethrough", "tasklist"}) {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
        }
        cmark_parser_feed(parser, markdown.data(), markdown.size());
        root_.reset(cmark_parser_finish(parser));
        cmark_parser_free(parser);
    }

    /// Every node but text, in order, with its depth; headings with their level.
    std::vector<std::string> structure() const {
        std::vector<std::string> nodes;
        int depth = 0;
        walk([&](cmark_event_type event, cmark_node* node) {
            const bool enters = event == CMARK_EVENT_ENTER;
            if (!enters) {
                --depth;
                return;
            }
            const std::string type = cmark_node_get_type_string(node);
            if (type != "text") {
                nodes.push_back(std::to_string(depth) + ' ' + type + detail(node));
            }
            if (!is_leaf(node)) {
                ++depth;
            }
        });
        return nodes;
    }

    /// All text, a line for each paragraph or heading.
    std::string text() const {
        std::string out;
        walk([&](cmark_event_type event, cmark_node* node) {
            const std::string type = cmark_node_get_type_string(node);
            if (event == CMARK_EVENT_EXIT && (type == "paragraph" || type == "heading")) {
                out += '\n';
            }
            if (event == CMARK_EVENT_ENTER && cmark_node_get_literal(node) != nullptr) {
                out += cmark_node_get_literal(node);
            }
        });
        return out;
    }

    /// Addresses of links and images, in order.
    std::vector<std::string> addresses() const {
        std::vector<std::string> out;
        walk([&](cmark_event_type event, cmark_node* node) {
            const cmark_node_type type = cmark_node_get_type(node);
            if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)) {
                out.emplace_back(cmark_node_get_url(node));
            }
        });
        return out;
    }

  private:
    struct FreeNode {
        void operator()(cmark_node* node) const { cmark_node_free(node); }
    };

    static std::string detail(cmark_node* node) {
        return cmark_node_get_type(node) == CMARK_NODE_HEADING ? std::to_string(cmark_node_get_heading_level(node))
                                                               : "";
    }

    static bool is_leaf(cmark_node* node) {
        const cmark_node_type type = cmark_node_get_type(node);
        return type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
               type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK ||
               type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_THEMATIC_BREAK;
    }

    template <class Visit>
    void walk(Visit visit) const {
        cmark_iter* iterator = cmark_iter_new(root_.get());
        for (;;) {
            const cmark_event_type event = cmark_iter_next(iterator);
            if (event == CMARK_EVENT_DONE) {
                break;
            }
            visit(event, cmark_iter_get_node(iterator));
        }
        cmark_iter_free(iterator);
    }

    std::unique_ptr<cmark_node, FreeNode> root_{};
};

}  // namespace digest::test
