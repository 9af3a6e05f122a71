package journeypage

import "onward/internal/web"

func (p Pages) workRoutes() []web.Route { return nil }
