package journeypage

import "onward/internal/web"

func (p Pages) supporterRoutes() []web.Route { return nil }
